import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { CueName } from '../../../contracts/cues.ts';
import type { Finding } from '../../../contracts/finding.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { readDialogue } from '../dialogue/read-dialogue.ts';
import { joinTurns } from '../language/join-turns.ts';
import { normaliseText } from '../language/normalise-text.ts';
import type { View } from '../language/text-view.ts';
import type { LinkedGroup, LinkedRule, Rulebook } from '../rulebook/rulebook.ts';
import { appliesToCall } from './conditions.ts';
import type { PastContact } from './contact-history.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { hearTurns } from './hear-turns.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { createLocalTimeReader } from './local-time.ts';
import { AMOUNTS } from './matchers/amount.ts';
import { recogniseAmounts } from './recognise-amounts.ts';
import type { Hit, HitsOf, Line, Scene } from './scene.ts';
import { createTermIndex, type LineHits } from './term-index.ts';

/** Goes into every analysis; raised when the same rulebook could answer differently. */
export const ENGINE_VERSION = '1';

export interface EngineInput {
  readonly call: Transcript;
  /** Other contacts with the same debtor or number, for frequency rules. */
  readonly history: readonly PastContact[];
  readonly withoutException?: { readonly ruleId: string; readonly exceptionId: string };
}

export interface EngineResult {
  readonly findings: readonly Finding[];
  readonly facts: DialogueFacts;
  /** The turns as they were read, for the statistical reader. */
  readonly views: readonly View[];
}

/** The other side said something: a conversation, not a dial. */
export function isEffectiveContact(call: Transcript): boolean {
  const others = new Set(call.participants.filter(({ role }) => role === 'debtor').map(({ id }) => id));
  return call.channel !== 'voicemail' && call.turns.some(({ speaker }) => others.has(speaker));
}

/** Compiles a rulebook once; the returned function is pure: the same call, history and rulebook give the same findings. */
export function createEngine(rulebook: Rulebook): (input: EngineInput) => EngineResult {
  const readLocalTime = createLocalTimeReader();
  const groups = [
    ...rulebook.rules.flatMap((rule) => [
      ...rule.groups.values(),
      ...rule.guards.flatMap((guard) => [...guard.groups.values()]),
    ]),
    ...[...rulebook.cues.values()].flatMap((cues) => [...cues.values()]),
  ];
  const index = createTermIndex(groups);
  const cueOfGroup = new Map<number, CueName>();
  for (const cues of rulebook.cues.values()) {
    for (const [cue, group] of cues) {
      const number = index.numberOf(group);
      if (number !== undefined) cueOfGroup.set(number, cue);
    }
  }
  const triggers = triggersOf(rulebook.rules, (group) => index.numberOf(group));

  return ({ call, history, withoutException }) => {
    const views = call.turns.map((turn, at) => normaliseText(turn.text, at));
    const roleOf = new Map(call.participants.map(({ id, role }) => [id, role]));
    const lines: Line[] = joinTurns(
      call.turns.map(({ speaker }, at) => ({ speaker, view: views[at] ?? normaliseText('', at) })),
    ).map(({ speaker, view }, at) => ({ index: at, role: roleOf.get(speaker) ?? 'third_party', view }));
    const hitsOfLine = lines.map((line) => index.find(line));
    const scene: Scene = {
      call,
      lines,
      jurisdiction: jurisdictionOf(call),
      facts: readDialogue(
        hearTurns(call, views, hitsByTurn(call.turns.length, lines, hitsOfLine), cueOfGroup),
        call.channel,
      ),
    };
    const amounts = new Map<Line, readonly Hit[]>();
    const amountsOf = (line: Line) => {
      const known = amounts.get(line);
      if (known) return known;
      const found = recogniseAmounts(call, scene.jurisdiction, line);
      amounts.set(line, found);
      return found;
    };
    const hitsIn =
      (linkedGroups: ReadonlyMap<string, LinkedGroup>): HitsOf =>
      (name, line) => {
        if (name === AMOUNTS) return amountsOf(line);
        const group = linkedGroups.get(name);
        if (group === undefined) return [];
        const number = index.numberOf(group);
        const words = number === undefined ? [] : (hitsOfLine[line.index]?.get(number) ?? []);
        return group.recogniser === 'amount'
          ? [...words, ...amountsOf(line)].sort((a, b) => a.start - b.start)
          : words;
      };
    const effectiveContact = isEffectiveContact(call);
    const findings = triggers(hitsOfLine)
      .filter((linked) => appliesToCall(scene, linked.rule))
      .flatMap((linked) =>
        evaluateRule({
          linked,
          scene,
          history,
          effectiveContact,
          parameters: rulebook.parameters,
          readLocalTime,
          rulebookHash: rulebook.hash,
          hitsOf: hitsIn(linked.groups),
          guardHits: (id) => hitsIn(linked.guards.find(({ guard }) => guard.id === id)?.groups ?? new Map()),
          ...(withoutException?.ruleId === linked.rule.id
            ? { withoutException: withoutException.exceptionId }
            : {}),
        }),
      );
    return { findings, facts: scene.facts, views };
  };
}

/** Hits of a line, told apart by the turn in which they end. */
function hitsByTurn(
  turns: number,
  lines: readonly Line[],
  hitsOfLine: readonly LineHits[],
): (turn: number) => LineHits {
  const byTurn: Map<number, Hit[]>[] = Array.from({ length: turns }, () => new Map());
  for (const line of lines) {
    for (const [group, hits] of hitsOfLine[line.index] ?? []) {
      for (const hit of hits) {
        const at = byTurn[line.view.turns[hit.end - 1] ?? 0];
        at?.set(group, [...(at.get(group) ?? []), hit]);
      }
    }
  }
  const none: LineHits = new Map();
  return (turn) => byTurn[turn] ?? none;
}

/** Only rules with a word in the call are looked at, besides those that need none: cost does not grow with silent rules. */
function triggersOf(rules: readonly LinkedRule[], numberOf: (group: LinkedGroup) => number | undefined) {
  const always = new Set<number>();
  const byGroup = new Map<number, number[]>();
  for (const [at, linked] of rules.entries()) {
    if (linked.rule.match.any.some(({ kind }) => kind === 'call' || kind === 'absent')) always.add(at);
    for (const group of linked.groups.values()) {
      const number = numberOf(group);
      if (group.recogniser !== null) always.add(at);
      if (number !== undefined) byGroup.set(number, [...(byGroup.get(number) ?? []), at]);
    }
  }
  return (hitsOfLine: readonly LineHits[]): LinkedRule[] => {
    const candidates = new Set(always);
    for (const hits of hitsOfLine) {
      for (const group of hits.keys()) for (const at of byGroup.get(group) ?? []) candidates.add(at);
    }
    return [...candidates].sort((a, b) => a - b).flatMap((at) => rules[at] ?? []);
  };
}

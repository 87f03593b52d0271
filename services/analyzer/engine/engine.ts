import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { Finding } from '../../../contracts/finding.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { readDialogue } from '../dialogue/read-dialogue.ts';
import { joinTurns } from '../language/join-turns.ts';
import { normaliseText } from '../language/normalise-text.ts';
import type { View } from '../language/text-view.ts';
import type { Rulebook } from '../rulebook/rulebook.ts';
import { type CallHits, createCallHits } from './call-hits.ts';
import { appliesToCall } from './conditions.ts';
import type { PastContact } from './contact-history.ts';
import { createCueHearing } from './cues-by-turn.ts';
import { evaluateRule } from './evaluate-rule.ts';
import { hearTurns } from './hear-turns.ts';
import { createGroupHearing, type HeardGroups } from './heard-groups.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { createLocalTimeReader } from './local-time.ts';
import { createNearHits } from './near-hits.ts';
import { createRuleTriggers } from './rule-triggers.ts';
import type { Line, Scene } from './scene.ts';
import { createTermIndex } from './term-index.ts';

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
  /** The word groups heard in each turn, for the statistical reader. */
  readonly heard: HeardGroups;
  /** The call as its rules read it, and the hits of any groups of words in it, for scoring. */
  readonly scene: Scene;
  readonly hitsIn: CallHits;
}

/** The other side said something: a conversation, not a dial. */
export function isEffectiveContact(call: Transcript): boolean {
  const others = new Set(call.participants.filter(({ role }) => role === 'debtor').map(({ id }) => id));
  return call.channel !== 'voicemail' && call.turns.some(({ speaker }) => others.has(speaker));
}

/** Compiles a rulebook once; the returned function is pure: the same call, history and rulebook give the same findings. */
export function createEngine(rulebook: Rulebook): (input: EngineInput) => EngineResult {
  const readLocalTime = createLocalTimeReader();
  const index = createTermIndex([
    ...rulebook.rules.flatMap((rule) => [
      ...rule.groups.values(),
      ...rule.guards.flatMap((guard) => [...guard.groups.values()]),
    ]),
    ...[...rulebook.cues.values()].flatMap((cues) => [...cues.values()]),
    ...[...rulebook.elements.values()].flatMap((signs) =>
      [...signs.values()].flatMap(({ groups }) => [...groups.values()]),
    ),
  ]);
  const hearGroups = createGroupHearing(rulebook, index);
  const hearCues = createCueHearing(rulebook.cues, index);
  const triggered = createRuleTriggers(rulebook.rules, index);

  return ({ call, history, withoutException }) => {
    const views = call.turns.map((turn, at) => normaliseText(turn.text, at));
    const lines = linesOf(call, views);
    const hitsOfLine = lines.map((line) => index.find(line));
    const heard = hearTurns(call, views, hearCues(call.turns.length, lines, hitsOfLine));
    const scene: Scene = {
      call,
      lines,
      jurisdiction: jurisdictionOf(call),
      facts: readDialogue(heard, call.channel),
    };
    const hitsIn = createCallHits(scene, hitsOfLine, index);
    const near = createNearHits();
    const effectiveContact = isEffectiveContact(call);
    const findings = triggered(hitsOfLine)
      .filter(({ linked }) => appliesToCall(scene, linked))
      .flatMap(({ linked, branches }) =>
        evaluateRule({
          linked,
          branches,
          near,
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
    return {
      findings,
      facts: scene.facts,
      views,
      heard: hearGroups(call.turns.length, lines, hitsOfLine),
      scene,
      hitsIn,
    };
  };
}

function linesOf(call: Transcript, views: readonly View[]): Line[] {
  const roleOf = new Map(call.participants.map(({ id, role }) => [id, role]));
  const spoken = call.turns.flatMap(({ speaker }, at) => {
    const view = views[at];
    return view ? [{ speaker, view }] : [];
  });
  return joinTurns(spoken).map(({ speaker, view }, at) => ({
    index: at,
    role: roleOf.get(speaker) ?? 'third_party',
    view,
  }));
}

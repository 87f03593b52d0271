import type { DialogueFacts } from '../../../contracts/analysis.ts';
import type { Finding } from '../../../contracts/finding.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { createEngine } from '../engine/engine.ts';
import { jurisdictionOf } from '../engine/jurisdiction.ts';
import { recogniseAmounts } from '../engine/recognise-amounts.ts';
import { completingTurn, type Line } from '../engine/scene.ts';
import { createTermIndex } from '../engine/term-index.ts';
import { joinTurns } from '../language/join-turns.ts';
import { normaliseText } from '../language/normalise-text.ts';
import { rulebookOf } from '../rulebook/load-rulebook.ts';
import type { LinkedGroup, LinkedRule, Rulebook } from '../rulebook/rulebook.ts';
import type { StagedExample } from './stage-example.ts';

/** Runs single rules over staged examples with the production engine. */
export interface RuleBench {
  /** Findings of one rule; with an exception or a guard left out where named. */
  findings(linked: LinkedRule, staged: StagedExample, without?: LeftOut): readonly Finding[];
  /** What the dialogue shows turn by turn. */
  facts(staged: StagedExample): DialogueFacts;
  /** Findings of all rules on a call, without earlier contacts. */
  all(call: Transcript): readonly Finding[];
  /** Groups of the rule heard in the example's own turns; words inside harmless longer phrases count too. */
  heard(linked: LinkedRule, staged: StagedExample): ReadonlySet<string>;
}

export interface LeftOut {
  readonly exception?: string;
  readonly guard?: string;
}

const variantId = (ruleId: string, guard: string) => `${ruleId} without ${guard}`;

/** A rule without one of its guards, under an id of its own. */
const withoutGuard = (linked: LinkedRule, guardId: string): LinkedRule => ({
  ...linked,
  rule: { ...linked.rule, id: variantId(linked.rule.id, guardId) },
  guards: linked.guards.filter(({ guard }) => guard.id !== guardId),
});

/** Compiles all rules into one engine: shared term lists are compiled once, and every rule answers for itself. */
export function createRuleBench(
  rules: readonly LinkedRule[],
  base: Pick<Rulebook, 'parameters' | 'cues'>,
): RuleBench {
  const variants = rules.flatMap((linked) =>
    linked.guards.map(({ guard }) => withoutGuard(linked, guard.id)),
  );
  const engine = createEngine(rulebookOf([...rules, ...variants], base.parameters, base.cues));
  const ids = new Set(rules.map(({ rule }) => rule.id));
  const whole = new WeakMap<StagedExample, readonly Finding[]>();
  const run = (staged: StagedExample): readonly Finding[] => {
    const known = whole.get(staged);
    if (known) return known;
    const { findings } = engine({ call: staged.call, history: staged.history });
    whole.set(staged, findings);
    return findings;
  };
  return {
    findings(linked, staged, { exception, guard } = {}) {
      const { id } = linked.rule;
      const found =
        exception === undefined
          ? run(staged)
          : engine({
              call: staged.call,
              history: staged.history,
              withoutException: { ruleId: id, exceptionId: exception },
            }).findings;
      const wanted = guard === undefined ? id : variantId(id, guard);
      return found.filter(({ ruleId }) => ruleId === wanted);
    },
    facts: ({ call, history }) => engine({ call, history }).facts,
    all: (call) => engine({ call, history: [] }).findings.filter(({ ruleId }) => ids.has(ruleId)),
    heard: createHearing(rules),
  };
}

function createHearing(rules: readonly LinkedRule[]): RuleBench['heard'] {
  const raw = new Map<LinkedGroup, LinkedGroup>();
  for (const { groups } of rules) {
    for (const group of groups.values()) {
      const allowed = group.allow.map((text) => ({ text, sound: false, stem: false }));
      raw.set(group, { ...group, terms: [...group.terms, ...allowed], allow: [] });
    }
  }
  const index = createTermIndex([...raw.values()]);
  return ({ groups }, { call, firstOwnTurn }) => {
    const roles = new Map(call.participants.map(({ id, role }) => [id, role]));
    const spoken = call.turns.map(({ speaker, text }, at) => ({ speaker, view: normaliseText(text, at) }));
    const lines: Line[] = joinTurns(spoken).map(({ speaker, view }, at) => ({
      index: at,
      role: roles.get(speaker) ?? 'third_party',
      view,
    }));
    const heard = new Set<string>();
    for (const line of lines) {
      const hits = index.find(line);
      const isOwn = ({ end }: { end: number }) => completingTurn(line, end) >= firstOwnTurn;
      for (const [name, group] of groups) {
        const number = index.numberOf(raw.get(group) ?? group);
        const words = number === undefined ? [] : (hits.get(number) ?? []);
        const amounts =
          group.recogniser === 'amount' ? recogniseAmounts(call, jurisdictionOf(call), line) : [];
        if (words.some(isOwn) || amounts.some(isOwn)) heard.add(name);
      }
    }
    return heard;
  };
}

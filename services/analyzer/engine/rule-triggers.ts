import type { LinkedRule } from '../rulebook/rulebook.ts';
import type { LineHits, TermIndex } from './term-index.ts';

/** The rules worth looking at for the hits of a call, in rulebook order. */
export type RuleTriggers = (hitsOfLine: readonly LineHits[]) => LinkedRule[];

/** Only rules with a word in the call are looked at, besides those that need none: cost does not grow with silent rules. */
export function createRuleTriggers(rules: readonly LinkedRule[], index: TermIndex): RuleTriggers {
  const always = new Set<number>();
  const byGroup = new Map<number, number[]>();
  for (const [at, linked] of rules.entries()) {
    if (linked.rule.match.any.some(({ kind }) => kind === 'call' || kind === 'absent')) always.add(at);
    for (const group of linked.groups.values()) {
      const number = index.numberOf(group);
      if (group.recogniser !== null) always.add(at);
      if (number !== undefined) byGroup.set(number, [...(byGroup.get(number) ?? []), at]);
    }
  }
  return (hitsOfLine) => {
    const candidates = new Set(always);
    for (const hits of hitsOfLine) {
      for (const group of hits.keys()) for (const at of byGroup.get(group) ?? []) candidates.add(at);
    }
    return [...candidates].sort((a, b) => a - b).flatMap((at) => rules[at] ?? []);
  };
}

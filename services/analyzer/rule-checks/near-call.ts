import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { CallExample } from '../../../contracts/rule.ts';

const FACTS_APART = 2;

/** Whether the facts of a call differ from those of some other call in at most two places (earlier contacts count as one). */
export function isNearCall(source: unknown, others: readonly unknown[]): boolean {
  const facts = factsOf(source);
  return facts !== null && others.some((other) => distance(facts, factsOf(other)) <= FACTS_APART);
}

function factsOf(source: unknown): ReadonlyMap<string, string> | null {
  const read = CallExample.safeParse(source);
  if (!read.success) return null;
  const { call, history } = read.data;
  return new Map(
    [...Object.entries(call), ['history', history ?? []] as const].map(([name, value]) => [
      name,
      canonicalJson(value),
    ]),
  );
}

function distance(facts: ReadonlyMap<string, string>, others: ReadonlyMap<string, string> | null): number {
  if (others === null) return Number.POSITIVE_INFINITY;
  const names = new Set([...facts.keys(), ...others.keys()]);
  return [...names].filter((name) => facts.get(name) !== others.get(name)).length;
}

import type { Branch, Sought } from '../../../contracts/rule.ts';
import type { LinkedGroup, LinkedRule } from '../rulebook/rulebook.ts';
import type { LineHits, TermIndex } from './term-index.ts';

/** A rule with the branches that can hold in a call; the others lack a word. */
export interface TriggeredRule {
  readonly linked: LinkedRule;
  readonly branches: readonly Branch[];
}

/** The rules worth looking at for the hits of a call, in rulebook order. */
export type RuleTriggers = (hitsOfLine: readonly LineHits[]) => TriggeredRule[];

/** What a branch needs: of each list one group; none for branches that need no word. Undefined numbers are always there. */
type Needs = readonly (readonly (number | undefined)[])[];

/**
 * Only branches of which every group was heard somewhere in the call are looked at, besides those that need none: cost
 * does not grow with silent rules.
 */
export function createRuleTriggers(rules: readonly LinkedRule[], index: TermIndex): RuleTriggers {
  const branchesOf = rules.map(({ rule, groups }) =>
    rule.match.any.map((branch) => ({ branch, needs: needsOfBranch(branch, groups, index) })),
  );
  /** Rules by the groups that at least one of their branches waits for. */
  const waiting = new Map<number, Set<number>>();
  const always = new Set<number>();
  for (const [at, branches] of branchesOf.entries()) {
    for (const { needs } of branches) {
      const fewest = fewestOf(needs);
      if (fewest === null) always.add(at);
      for (const group of fewest ?? []) waiting.set(group, (waiting.get(group) ?? new Set()).add(at));
    }
  }
  return (hitsOfLine) => {
    const heard = new Set<number>();
    for (const hits of hitsOfLine) for (const group of hits.keys()) heard.add(group);
    const candidates = new Set(always);
    for (const group of heard) for (const at of waiting.get(group) ?? []) candidates.add(at);
    const isHeard = (group: number | undefined) => group === undefined || heard.has(group);
    return [...candidates]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const linked = rules[at];
        const branches = (branchesOf[at] ?? [])
          .filter(({ needs }) => needs.every((groups) => groups.some(isHeard)))
          .map(({ branch }) => branch);
        return linked && branches.length > 0 ? [{ linked, branches }] : [];
      });
  };
}

function needsOfBranch(branch: Branch, groups: ReadonlyMap<string, LinkedGroup>, index: TermIndex): Needs {
  const numberOf = (name: string) => {
    const group = groups.get(name);
    return group === undefined || group.recogniser !== null ? undefined : index.numberOf(group);
  };
  return namesNeeded(branch).map((names) => names.map(numberOf));
}

function namesNeeded(branch: Branch): readonly (readonly string[])[] {
  switch (branch.kind) {
    case 'term':
    case 'sequence':
    case 'near':
      return namesSought(branch);
    case 'reply':
      return [...namesSought(branch.to.of), ...namesSought(branch.with.of)];
    case 'unless_before':
    case 'repeat':
      return namesSought(branch.of);
    case 'amount':
      return [branch.of];
    case 'absent':
    case 'call':
      return [];
  }
}

function namesSought(sought: Sought): readonly (readonly string[])[] {
  if (typeof sought === 'string') return [[sought]];
  if (Array.isArray(sought)) return [sought];
  return sought.kind === 'term' ? [[sought.of].flat()] : sought.of.map((name) => [name]);
}

/** The shortest list of groups that must be heard; null where a branch may hold without any word. */
function fewestOf(needs: Needs): readonly number[] | null {
  let best: readonly number[] | null = null;
  for (const groups of needs) {
    const known = groups.filter((group) => group !== undefined);
    if (known.length === groups.length && (best === null || known.length < best.length)) best = known;
  }
  return best;
}

import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Rule } from '../../../contracts/rule.ts';
import { groupsOfBranch } from './branch-groups.ts';
import type { LinkGroup } from './link-group.ts';
import { problem, type RulebookProblem } from './problem.ts';
import type { LinkedGroup, LinkedGuard, LinkedRule } from './rulebook.ts';

/** What linking draws on: the term lists behind the linker, and every guard by id. */
export interface Shelf {
  readonly linkGroup: LinkGroup;
  readonly guards: ReadonlyMap<string, LinkedGuard>;
}

/** Resolves the words of one rule. Every group must be defined and used; every reference must resolve. */
export function linkRule(
  rule: Rule,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
  shelf: Shelf,
): { linked: LinkedRule; problems: readonly RulebookProblem[] } {
  const problems: RulebookProblem[] = [];
  const groups = new Map<string, LinkedGroup>();
  for (const [name, group] of Object.entries(rule.terms)) {
    groups.set(name, shelf.linkGroup(group, { file, lineOf, path: ['terms', name] }, problems));
  }
  const used = new Set<string>();
  const use = (name: string, path: PropertyKey[]) => {
    used.add(name);
    if (!groups.has(name)) {
      problems.push(
        problem(
          file,
          lineOf(path),
          'group',
          `词组 ${name} 没有在 terms 里定义`,
          `group ${name} is not defined under terms`,
        ),
      );
    }
  };
  for (const [index, branch] of rule.match.any.entries()) {
    for (const name of groupsOfBranch(branch)) use(name, ['match', 'any', index]);
  }
  for (const [index, exception] of rule.exceptions.entries()) {
    for (const name of [exception.of].flat()) use(name, ['exceptions', index]);
  }
  for (const name of groups.keys()) {
    if (!used.has(name))
      problems.push(
        problem(
          file,
          lineOf(['terms', name]),
          'unused',
          `词组 ${name} 没有被用到`,
          `group ${name} is used nowhere`,
        ),
      );
  }
  const guards: LinkedGuard[] = [];
  for (const [index, id] of rule.guards.entries()) {
    const guard = shelf.guards.get(id);
    if (guard) guards.push(guard);
    else
      problems.push(
        problem(file, lineOf(['guards', index]), 'guard', `找不到 guards/${id}.yaml`, `no guards/${id}.yaml`),
      );
  }
  const drawsOn = [
    ...new Set([
      ...Object.values(rule.terms).flatMap((group) => [group.lexicon ?? []].flat()),
      ...rule.guards,
    ]),
  ];
  return {
    linked: {
      rule,
      file,
      language: languageOf(rule.id),
      groups,
      guards,
      drawsOn,
      logicHash: hashLogic(rule, groups, guards),
    },
    problems,
  };
}

function languageOf(id: string): 'zh' | 'en' | 'any' {
  const [first] = id.split('/');
  return first === 'zh' || first === 'en' ? first : 'any';
}

/** Hash of what decides: scope, matchers, exceptions, guards and every spelled-out term; not prose, examples or status. */
function hashLogic(
  rule: Rule,
  groups: ReadonlyMap<string, LinkedGroup>,
  guards: readonly LinkedGuard[],
): string {
  return contentHash({
    category: rule.category,
    severity: rule.severity,
    outcome: rule.outcome,
    applies_to: rule.applies_to,
    match: rule.match,
    exceptions: rule.exceptions.map(
      ({ because: _because, excused: _excused, still_caught: _still, ...logic }) => logic,
    ),
    groups: hashesOf(groups),
    guards: guards.map(({ guard, groups: guardGroups }) => ({
      id: guard.id,
      of: guard.of,
      side: guard.side,
      gap: guard.gap,
      within: guard.within,
      unless: guard.unless,
      groups: hashesOf(guardGroups),
    })),
  });
}

const hashesOf = (groups: ReadonlyMap<string, LinkedGroup>) =>
  [...groups].map(([name, { hash }]) => ({ name, hash }));

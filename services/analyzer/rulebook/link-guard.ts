import type { Guard } from '../../../contracts/rule.ts';
import type { LinkGroup } from './link-group.ts';
import { problem, type RulebookProblem } from './problem.ts';
import type { LinkedGroup, LinkedGuard } from './rulebook.ts';

/** Resolves the words of a shared guard. */
export function linkGuard(
  guard: Guard,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
  linkGroup: LinkGroup,
  problems: RulebookProblem[],
): LinkedGuard {
  const groups = new Map<string, LinkedGroup>();
  for (const [name, group] of Object.entries(guard.terms)) {
    groups.set(name, linkGroup(group, { file, lineOf, path: ['terms', name] }, problems));
  }
  for (const name of [guard.of, ...(guard.unless ? [guard.unless] : [])]) {
    if (groups.has(name)) continue;
    problems.push(
      problem(
        file,
        lineOf(['of']),
        'group',
        `词组 ${name} 没有在 terms 里定义`,
        `group ${name} is not defined under terms`,
      ),
    );
  }
  return { guard, groups };
}

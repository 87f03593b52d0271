import type { Branch, Sought } from '../../../contracts/rule.ts';

function groupsOfSought(sought: Sought): readonly string[] {
  return typeof sought === 'string' ? [sought] : Array.isArray(sought) ? sought : [sought.of].flat();
}

/** Names of the groups that a branch looks at. */
export function groupsOfBranch(branch: Branch): readonly string[] {
  switch (branch.kind) {
    case 'term':
    case 'sequence':
    case 'near':
    case 'absent':
    case 'amount':
      return [branch.of].flat();
    case 'reply':
      return [...groupsOfSought(branch.to.of), ...groupsOfSought(branch.with.of)];
    case 'unless_before':
    case 'repeat':
      return groupsOfSought(branch.of);
    case 'call':
      return [];
  }
}

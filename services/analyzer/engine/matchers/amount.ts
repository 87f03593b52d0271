import type { Branch } from '../../../../contracts/rule.ts';
import type { HitsOf, Line, Match, Scene } from '../scene.ts';
import { findText } from './text.ts';

type AmountBranch = Extract<Branch, { kind: 'amount' }>;

/** Name of the group of amounts that the engine adds to a rule with an amount branch. */
export const AMOUNTS = '(amount)';

/** A demanded amount above the balance by more than the tolerance. Without a balance nothing is found: see missingForAmount. */
export function findAmounts(
  branch: AmountBranch,
  scene: Scene,
  lines: readonly Line[],
  hitsOf: HitsOf,
): Match[] {
  const balance = scene.call.debt?.balance;
  return demands(branch, lines, hitsOf).filter(
    (match) =>
      balance !== undefined &&
      match.hits.some(({ hit }) => (hit.value ?? 0) > balance * (1 + branch.tolerance)),
  );
}

/** The fact that is missing to decide, when an amount was demanded but the call does not say what is owed. */
export function missingForAmount(
  branch: AmountBranch,
  scene: Scene,
  lines: readonly Line[],
  hitsOf: HitsOf,
): string | null {
  return scene.call.debt?.balance === undefined && demands(branch, lines, hitsOf).length > 0
    ? 'debt.balance'
    : null;
}

function demands(branch: AmountBranch, lines: readonly Line[], hitsOf: HitsOf): Match[] {
  return lines.flatMap((line) =>
    branch.of.flatMap((group) =>
      findText(
        { kind: 'near', of: [group, AMOUNTS], gap: branch.gap, within: branch.within },
        line,
        hitsOf,
      ).map((match) => ({
        ...match,
        branch: branch.id,
      })),
    ),
  );
}

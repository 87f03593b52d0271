import type { Stage } from '../../../contracts/scoring.ts';

const UPPER: readonly (readonly [days: number, stage: Stage])[] = [
  [0, 'not_due'],
  [5, 'd1_5'],
  [10, 'd6_10'],
  [30, 'd11_30'],
  [60, 'm2'],
  [90, 'm3'],
];

/** The stage of a case: 1–5, 6–10, 11–30 days past due, then by months; null where the call doesn't say. */
export function stageOf(daysPastDue: number | undefined): Stage | null {
  if (daysPastDue === undefined) return null;
  return UPPER.find(([days]) => daysPastDue <= days)?.[1] ?? 'm4_plus';
}

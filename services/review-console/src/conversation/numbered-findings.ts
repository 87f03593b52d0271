import type { StoredFinding } from '../api/types.ts';

/** A finding as the page shows it: numbered in the order of the call. */
export interface NumberedFinding extends StoredFinding {
  readonly number: number;
}

const OPEN = new Set(['new', 'claimed', 'reopened']);

export const isOpen = ({ review, superseded }: StoredFinding): boolean =>
  !superseded && OPEN.has(review.state);

/** Findings in the order of the call: those about the whole call first. */
export function numbered(findings: readonly StoredFinding[]): readonly NumberedFinding[] {
  const place = ({ finding }: StoredFinding) => [finding.turn ?? -1, finding.spans[0]?.start ?? 0] as const;
  return findings
    .filter(({ superseded }) => !superseded)
    .toSorted((a, b) => {
      const [turnA, startA] = place(a);
      const [turnB, startB] = place(b);
      return turnA - turnB || startA - startB;
    })
    .map((stored, index) => ({ ...stored, number: index + 1 }));
}

/** The next finding that waits for a verdict: after this one, else from the start; null when none is left. */
export function nextOpen(findings: readonly NumberedFinding[], after: number): NumberedFinding | null {
  const open = findings.filter((one) => isOpen(one) && one.number !== after);
  return open.find(({ number }) => number > after) ?? open[0] ?? null;
}

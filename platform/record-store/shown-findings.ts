import type { StoredFinding } from '../../contracts/call-record.ts';
import type { CallHit } from '../../contracts/call-search.ts';
import type { ReviewState } from '../../contracts/review.ts';

/** Whether officers see a finding: filters, facets and review counts look at these only. */
export function isShown({ finding, superseded }: StoredFinding): boolean {
  return finding.status === 'active' && !superseded;
}

/** How many of the shown findings stand in each review state; states of none are left out. */
export function reviewCounts(states: Iterable<ReviewState>): CallHit['review'] {
  const counts: CallHit['review'] = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

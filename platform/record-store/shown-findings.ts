import type { CallHit } from '../../contracts/call-search.ts';
import type { ReviewState } from '../../contracts/review.ts';

export { isInReview as isShown } from '../../contracts/queue-standing.ts';

/** How many of the shown findings stand in each review state; states of none are left out. */
export function reviewCounts(states: Iterable<ReviewState>): CallHit['review'] {
  const counts: CallHit['review'] = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

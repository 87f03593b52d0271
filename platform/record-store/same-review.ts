import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Review } from '../../contracts/review.ts';

/** Whether a review is the one that stands already: an earlier try to write it came through unnoticed. */
export function isSameReview(stored: Review, written: Review): boolean {
  return stored.version === written.version && canonicalJson(stored) === canonicalJson(written);
}

import { Review } from '../../contracts/review.ts';

/** Guards the store against a caller's mistake: throws ZodError or RangeError. */
export function checkReviewWrite(review: Review, expectedVersion: number): void {
  Review.parse(review);
  if (review.version <= expectedVersion) {
    throw new RangeError(
      `a review over version ${expectedVersion} needs a higher one, not ${review.version}`,
    );
  }
}

import { z } from 'zod';
import { Problem } from './problem.ts';
import { Review, ReviewEvent } from './review.ts';

/** Answers a verdict that came too late: the review as it stands, and what happened since the one that was seen. */
export const ReviewConflict = Problem.extend({
  review: Review.optional(),
  changed: z.array(ReviewEvent).optional(),
});
export type ReviewConflict = z.infer<typeof ReviewConflict>;

import { z } from 'zod';

/** An officer's judgement of one finding. */
export const Verdict = z.enum(['confirmed', 'dismissed', 'undecidable']);
export type Verdict = z.infer<typeof Verdict>;

/** Code of why a finding was dismissed: one of the list in the review settings. Codes stand in facts for ever. */
export const DismissReason = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, 'must be 2 to 40 of a-z 0-9 _ and start with a letter');
export type DismissReason = z.infer<typeof DismissReason>;

/** Who did something: the role is that of the moment. A program of this installation has the role system. */
export const ReviewActor = z.strictObject({ id: z.string(), role: z.string() });
export type ReviewActor = z.infer<typeof ReviewActor>;

import { z } from 'zod';
import { RejectedMessage } from './rejected.ts';
import { OffsetDateTime } from './text.ts';

/** How the stream stands; null where it can't be told now. */
export const PipelineStatus = z.strictObject({
  /** Transcripts that wait for the analyzer. */
  waiting: z.int().nonnegative().nullable(),
  /** Dead letters ever, each once. */
  rejected: z.int().nonnegative().nullable(),
  calls: z.int().nonnegative(),
  flagged: z.int().nonnegative(),
  /** Start of the newest call. */
  lastCallAt: OffsetDateTime.nullable(),
  ready: z.boolean(),
});
export type PipelineStatus = z.infer<typeof PipelineStatus>;

/** A dead letter without its bytes: they can hold what was said. */
export const RejectedView = RejectedMessage.omit({ original: true }).extend({ bytes: z.int().nonnegative() });
export type RejectedView = z.infer<typeof RejectedView>;
export const RejectedList = z.strictObject({ rejected: z.array(RejectedView) });

export const RedriveInput = z.strictObject({ ids: z.array(z.string().min(1).max(256)).min(1).max(500) });
/** How many were sent again, and how many of them were rejected again at once. */
export const RedriveResult = z.strictObject({ sent: z.int(), rejectedAgain: z.int(), notFound: z.int() });
export type RedriveResult = z.infer<typeof RedriveResult>;

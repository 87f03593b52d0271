import { z } from 'zod';
import { BlindVerdict, BlindViolation } from './call-work.ts';
import { Finding } from './finding.ts';
import { OffsetDateTime } from './text.ts';
import { Transcript } from './transcript.ts';

/**
 * A call for a blind review: the bare transcript. Unflagged calls of the random sample and reviewed calls that the draw
 * took come alike. findings is null until the reading is handed in; then it has what the rulebook found, without
 * anybody's verdict.
 */
export const BlindItem = z.strictObject({
  callId: z.string(),
  version: z.int().nonnegative(),
  until: OffsetDateTime,
  transcript: Transcript,
  findings: z.array(Finding).nullable(),
});
export type BlindItem = z.infer<typeof BlindItem>;

export const NextBlindItem = z.strictObject({ item: BlindItem.nullable() });

/** How many calls wait for a blind reader. */
export const BlindQueue = z.strictObject({ waiting: z.int().nonnegative() });

/** What a reading of the bare transcript showed; none is an answer too. */
export const BlindReading = z.strictObject({
  violations: z.array(BlindViolation).max(15),
  version: z.int().nonnegative(),
});
export type BlindReading = z.infer<typeof BlindReading>;

/** A verdict on every finding of the item. */
export const BlindVerdicts = z.strictObject({
  verdicts: z.array(BlindVerdict).min(1).max(60),
  version: z.int().nonnegative(),
});
export type BlindVerdicts = z.infer<typeof BlindVerdicts>;

/** done: the item is finished; else findings wait for verdicts. */
export const BlindProgress = z.strictObject({ done: z.boolean(), item: BlindItem.nullable() });
export type BlindProgress = z.infer<typeof BlindProgress>;

import { z } from 'zod';
import { OffsetDateTime } from './text.ts';

/** Why a message became a dead letter. */
export const RejectCode = z.enum([
  'not_json',
  'not_utf8',
  'too_large',
  'schema',
  'empty',
  'analysis_failed',
  'store_refused',
]);
export type RejectCode = z.infer<typeof RejectCode>;

/** One thing wrong with a message: the field, what is wrong, how to mend it. */
export const RejectDetail = z.strictObject({
  field: z.string(),
  reason: z.string(),
  mend: z.string().optional(),
});
export type RejectDetail = z.infer<typeof RejectDetail>;

/** A dead letter on the rejected topic. id is a hash of source position and bytes, so redelivery is recognised. */
export const RejectedMessage = z.strictObject({
  id: z.string(),
  stage: z.enum(['ingest', 'analyzer']),
  code: RejectCode,
  details: z.array(RejectDetail),
  /** Where it came from, for example topic:partition:offset, a file and line, or http. */
  source: z.string(),
  key: z.string().nullable(),
  /** The original bytes, base64, unchanged. */
  original: z.base64(),
  at: OffsetDateTime,
});
export type RejectedMessage = z.infer<typeof RejectedMessage>;

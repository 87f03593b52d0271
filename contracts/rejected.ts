import { z } from 'zod';
import { contentHash } from './canonical-json.ts';
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

/** Makes a dead letter. The same place and bytes give the same id, whoever meets them again. */
export function deadLetter(
  letter: Omit<RejectedMessage, 'id' | 'original' | 'at'> & { readonly raw: Uint8Array; readonly now: Date },
): RejectedMessage {
  const { raw, now, ...rest } = letter;
  const original = Buffer.from(raw).toString('base64');
  return { ...rest, id: contentHash({ source: letter.source, original }), original, at: now.toISOString() };
}

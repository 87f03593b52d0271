import { z } from 'zod';
import { MissedViolation, ReviewComment, SpanInput } from './review.ts';
import { OffsetDateTime } from './text.ts';
import { DismissReason, Verdict } from './verdict.ts';

/** What a reviewer has so far, unfinished: nobody else sees it and nothing follows from it. */
export const DraftBody = z.strictObject({
  findings: z
    .array(
      z.strictObject({
        findingId: z.string().min(1).max(256),
        verdict: Verdict.optional(),
        reason: DismissReason.optional(),
        comment: ReviewComment.optional(),
        evidence: z.array(SpanInput).max(20).optional(),
      }),
    )
    .max(1_000),
  missed: z.array(MissedViolation.partial()).max(100).default([]),
  note: ReviewComment.optional(),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const ReviewDraft = z.strictObject({
  callId: z.string(),
  version: z.int().nonnegative(),
  savedAt: OffsetDateTime.nullable(),
  draft: DraftBody,
});
export type ReviewDraft = z.infer<typeof ReviewDraft>;

/** Version 0: there is none yet. */
export const DraftInput = z.strictObject({ draft: DraftBody, version: z.int().nonnegative() });
export type DraftInput = z.infer<typeof DraftInput>;

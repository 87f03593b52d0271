import { z } from 'zod';
import { OffsetDateTime, PlainText } from './text.ts';

/** An officer's judgement of one finding. */
export const Verdict = z.enum(['confirmed', 'dismissed', 'undecidable']);
export type Verdict = z.infer<typeof Verdict>;

/** Why a finding was dismissed. */
export const DismissReason = z.enum([
  'not_said',
  'recogniser_error',
  'lawful_wording',
  'wrong_party',
  'quotation_or_negation',
  'agreed_exception',
  'duplicate',
  'other',
]);
export type DismissReason = z.infer<typeof DismissReason>;

export const ReviewState = z.enum(['new', 'claimed', 'reviewed', 'appealed', 'closed', 'reopened']);
export type ReviewState = z.infer<typeof ReviewState>;

/** A verdict as an officer sends it. */
export const VerdictInput = z
  .strictObject({
    verdict: Verdict,
    reason: DismissReason.optional(),
    comment: PlainText.pipe(z.string().max(4_000)).optional(),
    /** The review version that the officer saw; a clash answers 409 with what changed. */
    version: z.int().nonnegative(),
  })
  .refine((input) => (input.verdict === 'dismissed') === (input.reason !== undefined), {
    path: ['reason'],
    message: 'is required to dismiss, and only then',
  });
export type VerdictInput = z.infer<typeof VerdictInput>;

/** A fact on the reviews topic; id is a hash, so that a repeated publication is recognised. */
export const ReviewEvent = z.strictObject({
  id: z.string(),
  kind: z.enum(['verdict', 'reopened']),
  callId: z.string(),
  findingId: z.string(),
  evidenceHash: z.string(),
  verdict: Verdict.optional(),
  reason: DismissReason.optional(),
  comment: z.string().optional(),
  actor: z.strictObject({ id: z.string(), role: z.string() }),
  at: OffsetDateTime,
  /** The review version that this event made. */
  version: z.int().positive(),
});
export type ReviewEvent = z.infer<typeof ReviewEvent>;

/** Where the review of one finding stands. history holds every event, oldest first. */
export const Review = z.strictObject({
  state: ReviewState,
  version: z.int().nonnegative(),
  verdict: Verdict.optional(),
  reason: DismissReason.optional(),
  reviewer: z.string().optional(),
  reviewedAt: OffsetDateTime.optional(),
  history: z.array(ReviewEvent),
});
export type Review = z.infer<typeof Review>;

export const NEW_REVIEW: Review = Object.freeze({ state: 'new', version: 0, history: [] });

import { z } from 'zod';
import { Appeal } from './appeal.ts';
import { Span } from './finding.ts';
import { OffsetDateTime, PlainText } from './text.ts';
import { DismissReason, ReviewActor, Verdict } from './verdict.ts';
import { Category, Severity } from './vocabulary.ts';

export { DismissReason, ReviewActor, Verdict } from './verdict.ts';

export const ReviewState = z.enum(['new', 'claimed', 'reviewed', 'appealed', 'closed', 'reopened']);
export type ReviewState = z.infer<typeof ReviewState>;

/** A piece of a turn as an officer marks it: UTF-16 offsets in the original text, end exclusive. */
export const SpanInput = z
  .strictObject({
    turn: z.int().nonnegative(),
    start: z.int().nonnegative(),
    end: z.int().positive(),
  })
  .refine(({ start, end }) => start < end, { path: ['end'], message: 'must lie behind start' });
export type SpanInput = z.infer<typeof SpanInput>;

export const ReviewComment = PlainText.pipe(z.string().max(4_000));
const version = z.int().nonnegative();

/** A verdict as an officer sends it. */
export const VerdictInput = z
  .strictObject({
    verdict: Verdict,
    reason: DismissReason.optional(),
    comment: ReviewComment.optional(),
    /** Where the evidence really is, when the finding marks the wrong piece. Checked against the transcript. */
    evidence: z.array(SpanInput).min(1).max(20).optional(),
    /** The review version that the officer saw; a clash answers 409 with what changed. */
    version,
  })
  .refine((input) => (input.verdict === 'dismissed') === (input.reason !== undefined), {
    path: ['reason'],
    message: 'is required to dismiss, and only then',
  });
export type VerdictInput = z.infer<typeof VerdictInput>;

/** A violation that the rulebook missed; it becomes a confirmed finding of source reviewer. */
export const MissedViolation = z.strictObject({
  category: Category,
  severity: Severity,
  /** Left out for what concerns the whole call, for example a notice that was never given. */
  spans: z.array(SpanInput).max(20).default([]),
  /** The rule that should have seen it, when one should. */
  ruleId: z.string().min(1).max(256).optional(),
  comment: ReviewComment.optional(),
});
export type MissedViolation = z.infer<typeof MissedViolation>;

export const CommentInput = z.strictObject({
  comment: PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(4_000)),
  version,
});
export type CommentInput = z.infer<typeof CommentInput>;

/** What holds of a finding at a moment, without how it came to that. */
export const ReviewStanding = z.strictObject({
  state: ReviewState,
  verdict: Verdict.optional(),
  reason: DismissReason.optional(),
  /** In place of the finding's, after an appeal. */
  severity: Severity.optional(),
  /** In place of the finding's spans, when the reviewer marked other ones. */
  evidence: z.array(Span).optional(),
  reviewer: z.string().optional(),
  reviewedAt: OffsetDateTime.optional(),
  appeal: Appeal.optional(),
});
export type ReviewStanding = z.infer<typeof ReviewStanding>;

export const ReviewEventKind = z.enum([
  'verdict',
  'reopened',
  /** A reviewer added the finding. */
  'added',
  'commented',
  /** A verdict was taken back: `restores` holds again. */
  'undone',
  'appeal_raised',
  'appeal_decided',
  'appeal_continued',
  'appeal_withdrawn',
  'appeal_timed_out',
]);
export type ReviewEventKind = z.infer<typeof ReviewEventKind>;

/** A fact about one finding, on the reviews topic; id is a hash, so that a repeated publication is recognised. */
export const ReviewEvent = z.strictObject({
  id: z.string(),
  kind: ReviewEventKind,
  callId: z.string(),
  findingId: z.string(),
  evidenceHash: z.string(),
  verdict: Verdict.optional(),
  reason: DismissReason.optional(),
  severity: Severity.optional(),
  evidence: z.array(Span).optional(),
  comment: z.string().optional(),
  /** The bulk that a verdict belongs to. */
  bulk: z.string().optional(),
  /** The verdict that an undone event takes back, and what holds again. */
  undoes: z.string().optional(),
  restores: ReviewStanding.optional(),
  /** The appeal as this event leaves it. */
  appeal: Appeal.optional(),
  /** What an added finding is made from. */
  missed: MissedViolation.optional(),
  actor: ReviewActor,
  at: OffsetDateTime,
  /** The review version that this event made. */
  version: z.int().positive(),
});
export type ReviewEvent = z.infer<typeof ReviewEvent>;

/** Where the review of one finding stands. history holds every event, oldest first. */
export const Review = ReviewStanding.extend({ version, history: z.array(ReviewEvent) });
export type Review = z.infer<typeof Review>;

export const NEW_REVIEW: Review = Object.freeze({ state: 'new', version: 0, history: [] });

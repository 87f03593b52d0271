import { z } from 'zod';
import { MissedViolation, SpanInput } from './review.ts';
import { OffsetDateTime, PlainText } from './text.ts';
import { DismissReason, ReviewActor, Verdict } from './verdict.ts';

/** Somebody works on a call; others keep off until the lease ends. */
export const Claim = z.strictObject({
  by: z.string(),
  since: OffsetDateTime,
  until: OffsetDateTime,
  /** A blind review: whoever holds it sees neither findings nor verdicts of the call. */
  blind: z.boolean(),
});
export type Claim = z.infer<typeof Claim>;

/** What a blind reader saw. Short, so that a whole reading stands in one entry of the ledger. */
export const BlindViolation = MissedViolation.extend({
  spans: z.array(SpanInput).max(4).default([]),
  comment: PlainText.pipe(z.string().max(150)).optional(),
});

/** A blind reader's verdict on one finding. */
export const BlindVerdict = z
  .strictObject({ findingId: z.string().max(256), verdict: Verdict, reason: DismissReason.optional() })
  .refine((input) => (input.verdict === 'dismissed') === (input.reason !== undefined), {
    path: ['reason'],
    message: 'is required to dismiss, and only then',
  });
export type BlindVerdict = z.infer<typeof BlindVerdict>;

/**
 * What somebody made of a call blindly: first the violations that a reading of the bare transcript showed, then, where
 * the rulebook has findings, a verdict on each without having seen the first reviewer's.
 */
export const BlindOpinion = z.strictObject({
  by: z.string(),
  at: OffsetDateTime,
  violations: z.array(BlindViolation),
  /** Null until they are given; empty where there is nothing to judge. */
  verdicts: z.array(BlindVerdict).nullable(),
});
export type BlindOpinion = z.infer<typeof BlindOpinion>;

export const QueueEventKind = z.enum([
  'claimed',
  'released',
  'taken_over',
  'assigned',
  'escalated',
  'published',
  /** The time to appeal is over. */
  'closed',
  /** The call is to be reviewed again; a published result is taken back. */
  'reopened',
  /** The draw took a reviewed call for a second opinion. */
  'drawn',
  'blind_read',
  'blind_judged',
]);
export type QueueEventKind = z.infer<typeof QueueEventKind>;

/** A fact about a call in the queue, on the reviews topic; id is a hash. */
export const QueueEvent = z.strictObject({
  id: z.string(),
  kind: QueueEventKind,
  callId: z.string(),
  /** Whom it is given to; null: nobody. */
  to: z.string().nullable().optional(),
  /** From whom it is taken. */
  from: z.string().optional(),
  /** End of the lease, or of the time to appeal. */
  until: OffsetDateTime.optional(),
  blind: z.boolean().optional(),
  reason: z.string().optional(),
  opinion: BlindOpinion.optional(),
  actor: ReviewActor,
  at: OffsetDateTime,
  /** The version of the call's work that this event made. */
  version: z.int().positive(),
});
export type QueueEvent = z.infer<typeof QueueEvent>;

/** What people do about a call as a whole. history holds every event, oldest first. */
export const CallWork = z.strictObject({
  version: z.int().nonnegative(),
  assignee: z.string().optional(),
  claim: Claim.optional(),
  escalation: z.strictObject({ by: z.string(), at: OffsetDateTime, reason: z.string() }).optional(),
  published: z
    .strictObject({ by: z.string(), at: OffsetDateTime, appealUntil: OffsetDateTime, closed: z.boolean() })
    .optional(),
  /** Taken by the draw for a second opinion. */
  drawn: z.boolean().optional(),
  opinions: z.array(BlindOpinion).optional(),
  history: z.array(QueueEvent),
});
export type CallWork = z.infer<typeof CallWork>;

export const NEW_WORK: CallWork = Object.freeze({ version: 0, history: [] });

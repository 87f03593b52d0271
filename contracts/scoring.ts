import { z } from 'zod';
import { Span } from './finding.ts';
import { CalendarDate } from './text.ts';
import { Bilingual } from './vocabulary.ts';

/** The nine elements of a call in their order, and the protocol of a call that a third party answers. Ids are fixed for ever. */
export const ElementName = z.enum([
  'right_party_confirmed',
  'strong_opening',
  'pause_and_listen',
  'reason_for_delay',
  'benefit_or_consequence',
  'obstacle_handled',
  'payment_plan',
  'strong_close',
  'clear_record',
  'third_party_protocol',
]);
export type ElementName = z.infer<typeof ElementName>;

/** not_applicable: the call gave no occasion for it. undecidable: a fact was missing, named in `lacking`. */
export const ElementStatus = z.enum(['present', 'absent', 'not_applicable', 'undecidable']);
export type ElementStatus = z.infer<typeof ElementStatus>;

/** An element of a call with what shows it. A pure function of transcript, dialogue facts and lexicons. */
export const ElementScore = z.strictObject({
  element: ElementName,
  status: ElementStatus,
  /** Parts that were looked for and not found (institution, recording_notice …), or what spoilt it; by name, sorted. */
  lacking: z.array(z.string()),
  evidence: z.array(Span),
  reason: Bilingual,
});
export type ElementScore = z.infer<typeof ElementScore>;

/** What a debtor gives as the reason why nothing was paid, or for the person not to be had. */
export const DelayReason = z.enum([
  'already_paid',
  'fraud',
  'deceased',
  'imprisoned',
  'changed_owner',
  'merchant_dispute',
  'education_grievance',
  'fee_dispute',
  'not_own_spending',
  'lost_job',
  'illness',
  'bereavement',
  'income_fallen',
  'awaiting_payment',
  'payment_failed',
  'spouse_will_pay',
  'wants_lawsuit',
  'forgot',
  'cannot_pay',
]);
export type DelayReason = z.infer<typeof DelayReason>;

export const ReasonForDelay = z.strictObject({ reason: DelayReason, evidence: z.array(Span) });
export type ReasonForDelay = z.infer<typeof ReasonForDelay>;

/** How a promised payment is to be made. deposit: paid into the account that is collected from automatically or the card itself. */
export const PromiseChannel = z.enum([
  'app',
  'wallet',
  'transfer',
  'card',
  'autopay',
  'link',
  'online',
  'branch',
  'deposit',
  'cheque',
]);
export type PromiseChannel = z.infer<typeof PromiseChannel>;

/** A promise to pay that the debtor made, or agreed to when the collector proposed it. */
export const PromiseToPay = z.strictObject({
  /** In units of `currency`; null where none was said, or where it can't be known (the minimum, half of an unknown balance). */
  amount: z.number().positive().nullable(),
  /** What the amount was said to be. */
  basis: z.enum(['stated', 'full', 'share', 'rest', 'minimum', 'instalment']).nullable(),
  currency: z.string().nullable(),
  /** Last day on which the promise is kept, on the calendar of the person called. */
  date: CalendarDate.nullable(),
  /** Last minute of that day, HH:MM, where one was said. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  channel: PromiseChannel.nullable(),
  /** Number of equal payments that begin with this one. */
  instalments: z.int().min(2).nullable(),
  /** Hangs on something the debtor doesn't have in hand: if I get paid, 等工程款到了. */
  conditional: z.boolean(),
  /** debtor: in the debtor's own words; agreed: a yes to what the collector proposed. */
  by: z.enum(['debtor', 'agreed']),
  /** replaced: a later promise of the same call took its place. */
  status: z.enum(['open', 'replaced']),
  evidence: z.array(Span),
});
export type PromiseToPay = z.infer<typeof PromiseToPay>;

/** Stage of a case by days past due; unknown where the call doesn't say. */
export const Stage = z.enum(['not_due', 'd1_5', 'd6_10', 'd11_30', 'm2', 'm3', 'm4_plus']);
export type Stage = z.infer<typeof Stage>;

const Milliseconds = z.number().nonnegative();

/** Shares and durations measured from the turns' times; null where the times or the texts don't tell. */
export const TalkMeasures = z.strictObject({
  durationMs: Milliseconds,
  collectorTalkShare: z.number().min(0).max(1).nullable(),
  turns: z.int().nonnegative(),
  /** Longest stretch of the collector that nobody else spoke in. */
  longestMonologueMs: Milliseconds.nullable(),
  /** Turns begun while the other side's turn ran on for more than 0.3 s. */
  collectorInterruptions: z.int().nonnegative().nullable(),
  otherInterruptions: z.int().nonnegative().nullable(),
  /** Pauses of more than two seconds in which nobody spoke, and their sum. */
  silences: z.int().nonnegative().nullable(),
  silenceMs: Milliseconds.nullable(),
  /** Chinese characters or English words a minute of the collector's own speech. */
  collectorSpeechRate: z.number().nonnegative().nullable(),
});
export type TalkMeasures = z.infer<typeof TalkMeasures>;

import { z } from 'zod';
import { CalendarDate, ExternalId, LanguageTag, OffsetDateTime, PlainText, TimeZone } from './text.ts';
import { Channel, Direction, Jurisdiction, ParticipantRole, Relation } from './vocabulary.ts';

export const TRANSCRIPT_LIMITS = { turns: 5_000, turnCharacters: 20_000, participants: 50 } as const;

export const Collector = z.object({
  id: ExternalId,
  name: PlainText.optional(),
  team: ExternalId.optional(),
  agency: ExternalId.optional(),
});
export type Collector = z.infer<typeof Collector>;

export const Debtor = z.object({ id: ExternalId, name: PlainText.optional() });

export const Debt = z.object({
  caseId: ExternalId,
  creditor: PlainText.optional(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, for example CNY'),
  /** Total owed on the day of the call, in units of the currency. */
  balance: z.number().nonnegative().optional(),
  daysPastDue: z.int().nonnegative().optional(),
});
export type Debt = z.infer<typeof Debt>;

export const Participant = z.object({
  id: ExternalId,
  role: ParticipantRole,
  relation: Relation.optional(),
});
export type Participant = z.infer<typeof Participant>;

export const Turn = z.object({
  /** A participant's id. */
  speaker: ExternalId,
  /** Milliseconds from the start of the call. */
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  text: PlainText.pipe(z.string().max(TRANSCRIPT_LIMITS.turnCharacters)),
  /** The recogniser's confidence, 0 to 1. */
  confidence: z.number().min(0).max(1).optional(),
});
export type Turn = z.infer<typeof Turn>;

export const PaymentPromise = z.object({
  amount: z.number().positive().optional(),
  date: CalendarDate.optional(),
  channel: PlainText.optional(),
});

/** A consent the person gave, for example to be called at an agreed time. */
export const Consent = z.object({
  kind: z.enum(['contact_time', 'contact_channel', 'third_party', 'recording', 'artificial_voice']),
  from: OffsetDateTime.optional(),
  until: OffsetDateTime.optional(),
  note: PlainText.optional(),
});
export type Consent = z.infer<typeof Consent>;

/**
 * One call as ingest takes it (contract v1). Only callId, direction, startedAt, language, collector.id,
 * participants and turns are required: a rule that needs a missing fact answers `undecidable` and names it.
 */
export const Transcript = z
  .object({
    callId: ExternalId,
    /** A transcript with a higher revision amends the earlier ones of the same callId. */
    revision: z.int().min(1).default(1),
    direction: Direction,
    channel: Channel.default('voice'),
    startedAt: OffsetDateTime,
    endedAt: OffsetDateTime.optional(),
    /** Zone of the person called. */
    timeZone: TimeZone.optional(),
    /** Every other zone the person may be in; hours must be lawful in each. */
    candidateTimeZones: z.array(TimeZone).max(20).optional(),
    language: LanguageTag,
    collector: Collector,
    debtor: Debtor.optional(),
    debt: Debt.optional(),
    participants: z.array(Participant).min(1).max(TRANSCRIPT_LIMITS.participants),
    turns: z.array(Turn).max(TRANSCRIPT_LIMITS.turns),
    line: z
      .object({
        recorded: z.boolean().optional(),
        numberHash: ExternalId.optional(),
        kind: z.enum(['company', 'personal']).optional(),
      })
      .optional(),
    recording: z
      .object({
        id: ExternalId,
        uri: z.string().max(2_048).optional(),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits')
          .optional(),
      })
      .optional(),
    consents: z.array(Consent).max(50).optional(),
    disposition: z.object({ code: ExternalId, promise: PaymentPromise.optional() }).optional(),
    jurisdiction: Jurisdiction.optional(),
  })
  .superRefine((call, ctx) => {
    const ids = new Set<string>();
    for (const [index, participant] of call.participants.entries()) {
      if (ids.has(participant.id)) {
        ctx.addIssue({
          code: 'custom',
          path: ['participants', index, 'id'],
          message: 'is used twice; give each participant an id of its own',
        });
      }
      ids.add(participant.id);
    }
    if (!call.participants.some((participant) => participant.role === 'collector')) {
      ctx.addIssue({
        code: 'custom',
        path: ['participants'],
        message: 'names no collector; one participant must have role collector',
      });
    }
    for (const [index, turn] of call.turns.entries()) {
      if (!ids.has(turn.speaker)) {
        ctx.addIssue({
          code: 'custom',
          path: ['turns', index, 'speaker'],
          message: 'is not the id of a participant',
        });
      }
      if (turn.endMs < turn.startMs) {
        ctx.addIssue({ code: 'custom', path: ['turns', index, 'endMs'], message: 'lies before startMs' });
      }
    }
    if (call.endedAt !== undefined && Date.parse(call.endedAt) < Date.parse(call.startedAt)) {
      ctx.addIssue({ code: 'custom', path: ['endedAt'], message: 'lies before startedAt' });
    }
  });
/** A checked transcript, defaults filled in. */
export type Transcript = z.infer<typeof Transcript>;
/** A transcript as a sender may write it, defaults left out. */
export type TranscriptInput = z.input<typeof Transcript>;

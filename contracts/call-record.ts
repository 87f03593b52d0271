import { z } from 'zod';
import { DialogueFacts } from './analysis.ts';
import { CallWork } from './call-work.ts';
import { Finding } from './finding.ts';
import { Review } from './review.ts';
import { DelayReason, ElementName, ElementStatus, PromiseToPay, Stage, TalkMeasures } from './scoring.ts';
import { OffsetDateTime } from './text.ts';
import { Transcript } from './transcript.ts';
import { Category, Channel, Direction, Outcome, Party, Severity } from './vocabulary.ts';

const Count = z.int().nonnegative();

/** A promise without the words that made it. */
export const RecordedPromise = PromiseToPay.omit({ evidence: true });
export type RecordedPromise = z.infer<typeof RecordedPromise>;

/**
 * What every analysed call leaves, flagged or not: the scorecard's denominator and the contact history.
 * `month` (UTC month of startedAt, YYYY-MM) names the index it lives in: deterministic, so redelivery cannot double.
 */
export const CallRecord = z.strictObject({
  callId: z.string(),
  revision: z.int().min(1),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  startedAt: OffsetDateTime,
  /** startedAt as epoch milliseconds: what is sorted and filtered by. */
  startedAtMs: z.int(),
  durationMs: z.number().nonnegative(),
  direction: Direction,
  channel: Channel,
  language: z.string(),
  jurisdiction: z.string().nullable(),
  timeZone: z.string().nullable(),
  collectorId: z.string(),
  team: z.string().nullable(),
  agency: z.string().nullable(),
  debtorId: z.string().nullable(),
  caseId: z.string().nullable(),
  numberHash: z.string().nullable(),
  /** The last party reached; a conversation counts as effective contact when the debtor spoke. */
  partyReached: Party,
  effectiveContact: z.boolean(),
  transcriptHash: z.string(),
  rulebookHash: z.string(),
  engineVersion: z.string(),
  /** At least one finding that officers see. */
  flagged: z.boolean(),
  /** Kept in full for blind review though not flagged. */
  sampled: z.boolean(),
  categories: z.array(Category),
  ruleIds: z.array(z.string()),
  outcomes: z.array(Outcome),
  worstSeverity: Severity.nullable(),
  counts: z.strictObject({
    redline: Count,
    serious: Count,
    minor: Count,
    suspected: Count,
    undecidable: Count,
  }),
  /** Status by element: what scorecards add up. The evidence is in the analysis. */
  elements: z.record(ElementName, ElementStatus),
  /** Parts that were wanting, as element.part, for example strong_opening.recording_notice. */
  lacking: z.array(z.string()),
  promises: z.array(RecordedPromise),
  reasonForDelay: DelayReason.nullable(),
  stage: Stage.nullable(),
  measures: TalkMeasures,
});
export type CallRecord = z.infer<typeof CallRecord>;

/** A finding with its review, as the record store keeps it. */
export const StoredFinding = z.strictObject({
  finding: Finding,
  review: Review,
  /** A reviewed finding that a later analysis of the call no longer makes: kept as history, not shown in searches. */
  superseded: z.boolean(),
});
export type StoredFinding = z.infer<typeof StoredFinding>;

/** Everything the record store has of one call. transcript and facts are there for flagged and sampled calls. */
export const StoredCall = z.strictObject({
  record: CallRecord,
  transcript: Transcript.nullable(),
  facts: DialogueFacts.nullable(),
  findings: z.array(StoredFinding),
  /** What people do about the call as a whole; left out until somebody does something. */
  work: CallWork.optional(),
});
export type StoredCall = z.infer<typeof StoredCall>;

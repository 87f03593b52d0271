import { z } from 'zod';
import { DialogueFacts } from '../../../contracts/analysis.ts';
import { CallRecord, type StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { CallWork } from '../../../contracts/call-work.ts';
import { QueueStage } from '../../../contracts/queue.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { RecordStoreError } from '../port.ts';
import { groupOf, type QueueFields, queueFields } from '../queue-fields.ts';
import { isShown } from '../shown-findings.ts';
import { severityRank } from '../sort-keys.ts';

/** Characters of a quote that names its group; whole quotes are in the finding. */
const MAX_QUOTE = 500;

/** Of a queue, what the next write needs to know. */
export type QueueBefore = Pick<QueueFields, 'stage' | 'sinceMs'>;

export interface DocumentOptions {
  /** Ids of findings that the call once had and has no more. */
  readonly dropped: readonly string[];
  /** Null for a call that is new. */
  readonly before: QueueBefore | null;
  readonly nowMs: number;
}

/** What is filtered by, of one finding of a call. */
const summaryOf = (stored: StoredFinding) => ({
  id: stored.finding.id,
  shown: isShown(stored),
  category: stored.finding.category,
  severity: stored.finding.severity,
  rule: stored.finding.ruleId,
  outcome: stored.finding.outcome,
  reviewState: stored.review.state,
  verdict: stored.review.verdict ?? null,
  reviewer: stored.review.reviewer ?? null,
  group: groupOf(stored),
  quote: stored.finding.spans[0]?.quote.slice(0, MAX_QUOTE) ?? null,
});

/** What is filtered by, of one turn: who by role says what, and when. */
function spokenTurns({ participants, turns }: Transcript) {
  const roles = new Map(participants.map(({ id, role }) => [id, role]));
  return turns.map(({ speaker, startMs, text }) => ({ by: roles.get(speaker) ?? null, startMs, text }));
}

/** A call as the calls family keeps it, as JSON, and what it says of the queue. */
export function callDocument(
  call: StoredCall,
  { dropped, before, nowMs }: DocumentOptions,
): { body: string; queue: QueueFields } {
  const { record, transcript, facts, findings, work } = call;
  const queue = queueFields(call, before, nowMs);
  const summaries = findings.map(summaryOf);
  const shown = summaries.filter((summary) => summary.shown);
  const values = (key: 'category' | 'severity' | 'rule' | 'outcome' | 'reviewState') => [
    ...new Set(shown.map((summary) => summary[key])),
  ];
  const body = JSON.stringify({
    record,
    severityRank: severityRank(record.worstSeverity),
    findings: summaries,
    facets: {
      category: values('category'),
      severity: values('severity'),
      rule: values('rule'),
      outcome: values('outcome'),
      reviewState: values('reviewState'),
    },
    transcript,
    spoken: transcript === null ? [] : spokenTurns(transcript),
    stored: { facts, findings },
    work: work ?? null,
    queue,
    dropped,
  });
  return { body, queue };
}

const CallSource = z.object({
  record: CallRecord,
  transcript: Transcript.nullable(),
  stored: z.object({ facts: DialogueFacts.nullable(), findings: z.array(StoredFinding) }),
  work: CallWork.nullish(),
  queue: z.object({ stage: QueueStage, sinceMs: z.number() }).nullish(),
  dropped: z.array(z.string()),
});

/** A call as it was read, and what was kept beside it. */
export interface CallOfSource {
  readonly call: StoredCall;
  readonly dropped: readonly string[];
  readonly queue: QueueBefore | null;
}

/** Back from `_source`. Throws RecordStoreError STORE_CORRUPT. */
export function callOfSource(source: unknown): CallOfSource {
  const { record, transcript, stored, work, queue, dropped } = parseSource(CallSource, source);
  return { call: { record, transcript, ...stored, ...(work && { work }) }, dropped, queue: queue ?? null };
}

/** Parses a document that this program wrote; what does not fit is damage, not data. Throws STORE_CORRUPT. */
export function parseSource<T extends z.ZodType>(schema: T, source: unknown): z.output<T> {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  throw new RecordStoreError('STORE_CORRUPT', 'a stored record does not keep its contract', {
    retriable: false,
    cause: result.error,
  });
}

/** A finding as the findings family keeps it, for analytics and to find its call; the call has the truth. */
export function findingDocument({ record }: StoredCall, stored: StoredFinding, home: string): string {
  const { finding, review, superseded } = stored;
  return JSON.stringify({
    ...summaryOf(stored),
    callId: record.callId,
    home,
    startedAtMs: record.startedAtMs,
    collectorId: record.collectorId,
    team: record.team,
    agency: record.agency,
    debtorId: record.debtorId,
    caseId: record.caseId,
    language: record.language,
    jurisdiction: record.jurisdiction,
    ruleVersion: finding.ruleVersion,
    rulebookHash: finding.rulebookHash,
    status: finding.status,
    superseded,
    confidence: finding.confidence,
    turn: finding.turn,
    reason: review.reason ?? null,
    reviewedAtMs: review.reviewedAt === undefined ? null : Date.parse(review.reviewedAt),
  });
}

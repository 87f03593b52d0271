import { z } from 'zod';
import { DialogueFacts } from '../../../contracts/analysis.ts';
import { CallRecord, type StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { RecordStoreError } from '../port.ts';
import { isShown } from '../shown-findings.ts';
import { severityRank } from '../sort-keys.ts';

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
});

/** A call as the calls family keeps it. `dropped` are ids of findings that it once had and has no more. */
export function callDocument(call: StoredCall, dropped: readonly string[]): string {
  const { record, transcript, facts, findings } = call;
  const summaries = findings.map(summaryOf);
  const shown = summaries.filter((summary) => summary.shown);
  const values = (key: 'category' | 'severity' | 'rule' | 'outcome' | 'reviewState') => [
    ...new Set(shown.map((summary) => summary[key])),
  ];
  return JSON.stringify({
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
    stored: { facts, findings },
    dropped,
  });
}

const CallSource = z.object({
  record: CallRecord,
  transcript: Transcript.nullable(),
  stored: z.object({ facts: DialogueFacts.nullable(), findings: z.array(StoredFinding) }),
  dropped: z.array(z.string()),
});

/** Back from `_source`. Throws RecordStoreError STORE_CORRUPT. */
export function callOfSource(source: unknown): { call: StoredCall; dropped: readonly string[] } {
  const { record, transcript, stored, dropped } = parseSource(CallSource, source);
  return { call: { record, transcript, ...stored }, dropped };
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
    reviewer: review.reviewer ?? null,
    reviewedAtMs: review.reviewedAt === undefined ? null : Date.parse(review.reviewedAt),
  });
}

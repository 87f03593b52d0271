import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { OwnCall, OwnResult, OwnResults, OwnResultsQuery } from '../../../contracts/own-results.ts';
import { isInReview } from '../../../contracts/queue-standing.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';

type Published = NonNullable<NonNullable<StoredCall['work']>['published']>;

/** The published results of one collector, the newest call first. Cues about a person are scored against nobody. */
export function createOwnResults(store: Pick<RecordStore, 'queue'>, now: () => Date) {
  return async function ownResults(query: OwnResultsQuery, collector: string): Promise<OwnResults> {
    const { from, to, limit, cursor } = query;
    const at = now();
    const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const page = await store.queue({
      where: { calls: { ...period, collector: [collector] }, published: true, atMs: at.getTime() },
      sort: 'newest',
      limit,
      asked: { ...period, of: collector },
      ...(cursor !== undefined && { cursor }),
    });
    return {
      calls: page.hits.flatMap(({ record, findings, work }) =>
        work.published === undefined ? [] : [ownCall(record, findings, work.published, at)],
      ),
      total: page.total,
      nextCursor: page.nextCursor,
    };
  };
}

function ownCall(
  { callId, startedAt, durationMs }: StoredCall['record'],
  findings: readonly StoredFinding[],
  published: Published,
  at: Date,
): OwnCall {
  return {
    callId,
    startedAt,
    durationMs,
    publishedAt: published.at,
    appealUntil: published.appealUntil,
    results: findings.filter(isInReview).flatMap((stored) => ownResult(stored, published, at)),
  };
}

function ownResult({ finding, review }: StoredFinding, published: Published, at: Date): OwnResult[] {
  const { verdict, appeal, state, version } = review;
  if (verdict === undefined || finding.category === 'vulnerability') return [];
  const isInTime = !published.closed && at.getTime() <= Date.parse(published.appealUntil);
  const { zh, en } = finding.explanation;
  return [
    {
      findingId: finding.id,
      version,
      category: finding.category,
      severity: review.severity ?? finding.severity,
      title: finding.title,
      explanation: { zh, en },
      evidence: review.evidence ?? finding.spans,
      verdict,
      appeal: appeal === undefined ? null : { ...appeal, answers: appeal.answers.map(unnamed) },
      mayAppeal: state === 'reviewed' && appeal === undefined && isInTime,
    },
  ];
}

/** Who decided stays unnamed for the collector; the step says enough. */
function unnamed<Answer extends { readonly by: { readonly role: string } }>(answer: Answer): Answer {
  return { ...answer, by: { id: '', role: answer.by.role } };
}

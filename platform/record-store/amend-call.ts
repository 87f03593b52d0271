import type { CallRecord, StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import { contentHash } from '../../contracts/canonical-json.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Review, ReviewEvent } from '../../contracts/review.ts';

type Version = Pick<CallRecord, 'revision' | 'rulebookHash' | 'engineVersion'>;

/** What a store does with an outcome for a call that it has. */
export function decideWrite(
  stored: Version,
  incoming: Version,
  supersede: boolean,
): 'amend' | 'unchanged' | 'stale' {
  if (incoming.revision > stored.revision) return 'amend';
  if (incoming.revision < stored.revision) return 'stale';
  const analysedAlike =
    incoming.rulebookHash === stored.rulebookHash && incoming.engineVersion === stored.engineVersion;
  return supersede && !analysedAlike ? 'amend' : 'unchanged';
}

/**
 * The call after an amendment at the instant `at` (ISO 8601): the incoming analysis with the stored reviews. Reviewed
 * findings that are gone stay behind the new ones, superseded; when the incoming analysis brings no transcript, theirs
 * stays as their evidence.
 */
export function amendCall(stored: StoredCall, incoming: StoredCall, at: string): StoredCall {
  const known = new Map(stored.findings.map((item) => [item.finding.id, item]));
  const made = incoming.findings.map((item): StoredFinding => {
    const before = known.get(item.finding.id);
    return before === undefined ? item : { ...item, review: mergeReview(before, item.finding, at) };
  });
  const makes = new Set(made.map((item) => item.finding.id));
  const gone = stored.findings
    .filter((item) => !makes.has(item.finding.id) && wasReviewed(item.review))
    .map((item) => ({ ...item, superseded: true }));
  const evidence = gone.length > 0 ? stored : null;
  return {
    record: incoming.record,
    transcript: incoming.transcript ?? evidence?.transcript ?? null,
    facts: incoming.facts ?? evidence?.facts ?? null,
    findings: [...made, ...gone],
  };
}

/**
 * The review of a finding that was made again: kept while its evidence is the same or nobody has looked at it, else
 * reopened: the verdict goes to history and a `reopened` event says when.
 */
export function mergeReview(stored: StoredFinding, again: Finding, at: string): Review {
  const { review } = stored;
  if (stored.finding.evidenceHash === again.evidenceHash || review.state === 'new') return review;
  const version = review.version + 1;
  const event: ReviewEvent = {
    id: contentHash({ kind: 'reopened', finding: again.id, evidence: again.evidenceHash, version }),
    kind: 'reopened',
    callId: again.callId,
    findingId: again.id,
    evidenceHash: again.evidenceHash,
    actor: { id: 'analyzer', role: 'system' },
    at,
    version,
  };
  return { state: 'reopened', version, history: [...review.history, event] };
}

/** The events of reviews that an amendment reopened and that nobody has judged since. */
export function reopenedEvents(findings: readonly StoredFinding[]): ReviewEvent[] {
  return findings
    .map(({ review }) => review.history.at(-1))
    .filter((event) => event !== undefined)
    .filter((event) => event.kind === 'reopened');
}

function wasReviewed(review: Review): boolean {
  return review.history.length > 0 || review.verdict !== undefined;
}

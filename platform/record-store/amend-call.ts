import type { CallRecord, StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import { contentHash } from '../../contracts/canonical-json.ts';
import type { Finding, Span } from '../../contracts/finding.ts';
import type { Review, ReviewEvent } from '../../contracts/review.ts';
import type { Transcript } from '../../contracts/transcript.ts';

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
 * stays as their evidence. Findings that reviewers added stay: no analysis makes them, and none unmakes them.
 */
export function amendCall(stored: StoredCall, incoming: StoredCall, at: string): StoredCall {
  const known = new Map(stored.findings.map((item) => [item.finding.id, item]));
  const made = incoming.findings.map((item): StoredFinding => {
    const before = known.get(item.finding.id);
    if (before === undefined) return item;
    return { ...item, review: mergeReview(before, item.finding, at, incoming.transcript) };
  });
  const makes = new Set(made.map((item) => item.finding.id));
  const others = stored.findings.filter((item) => !makes.has(item.finding.id));
  const added = others
    .filter(({ finding }) => finding.source === 'reviewer')
    .map((item) => ({ ...item, review: mergeReview(item, item.finding, at, incoming.transcript) }));
  const gone = others
    .filter(({ finding, review }) => finding.source !== 'reviewer' && wasReviewed(review))
    .map((item) => ({ ...item, superseded: true }));
  const evidence = added.length + gone.length > 0 ? stored : null;
  return {
    record: incoming.record,
    transcript: incoming.transcript ?? evidence?.transcript ?? null,
    facts: incoming.facts ?? evidence?.facts ?? null,
    findings: [...made, ...added, ...gone],
    ...(stored.work !== undefined && { work: stored.work }),
  };
}

/**
 * The review of a finding that was made again: kept while its evidence (that of the rule, and what the reviewer marked
 * in the transcript) is the same or nobody has looked at it, else reopened: the verdict goes to history, an appeal
 * against it falls, and a `reopened` event says when.
 */
export function mergeReview(
  stored: StoredFinding,
  again: Finding,
  at: string,
  transcript: Transcript | null = null,
): Review {
  const { review, finding } = stored;
  const marked = [...(review.evidence ?? []), ...(finding.source === 'reviewer' ? finding.spans : [])];
  const isSame = finding.evidenceHash === again.evidenceHash && isSaidIn(transcript, marked);
  if (isSame || review.state === 'new' || review.state === 'reopened') return review;
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

/** Whether the pieces stand where they stood; without a transcript there is nothing to say against it. */
function isSaidIn(transcript: Transcript | null, spans: readonly Span[]): boolean {
  if (transcript === null) return true;
  return spans.every(
    ({ turn, start, end, quote }) => transcript.turns[turn]?.text.slice(start, end) === quote,
  );
}

function wasReviewed(review: Review): boolean {
  return review.history.length > 0 || review.verdict !== undefined;
}

import type { StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import { NEW_WORK } from '../../contracts/call-work.ts';
import { contentHash } from '../../contracts/canonical-json.ts';
import type { QueueStage } from '../../contracts/queue.ts';
import { isInReview, queueStanding } from '../../contracts/queue-standing.ts';
import type { QueueHit } from './queue-port.ts';
import { wordsOf } from './search-words.ts';
import { severityRank } from './sort-keys.ts';

/** What the queue is filtered and sorted by; both stores keep it beside the call and draw it anew at every write. */
export interface QueueFields {
  readonly stage: QueueStage;
  readonly sinceMs: number;
  readonly lane: string | null;
  /** As severityRank of the worst open severity. */
  readonly openRank: number;
  readonly assignee: string | null;
  readonly claimedBy: string | null;
  readonly leaseUntilMs: number | null;
  readonly escalated: boolean;
  /** Who judged, added or blindly read something here. */
  readonly reviewers: readonly string[];
  readonly blindWanted: boolean;
  readonly published: boolean;
  /** End of the time to appeal while published and not closed. */
  readonly appealUntilMs: number | null;
  /** `status` and `status:step` of every appeal that has not ended. */
  readonly appeals: readonly string[];
  /** When the first of them is to go on. */
  readonly appealDueMs: number | null;
}

type Before = Pick<QueueFields, 'stage' | 'sinceMs'> | null;

/** The fields of a call that is written now (epoch milliseconds) over one that had `before`. */
export function queueFields(call: StoredCall, before: Before, nowMs: number): QueueFields {
  const { work = NEW_WORK } = call;
  const { stage, lane, worst } = queueStanding(call);
  const appeals = call.findings
    .filter(isInReview)
    .flatMap(({ review }) => (review.appeal === undefined ? [] : [review.appeal]))
    .filter(({ status }) => status !== 'ended');
  const dues = appeals.flatMap(({ dueAt }) => (dueAt === null ? [] : [Date.parse(dueAt)]));
  return {
    stage,
    sinceMs: before?.stage === stage ? before.sinceMs : nowMs,
    lane,
    openRank: severityRank(worst),
    assignee: work.assignee ?? null,
    claimedBy: work.claim?.by ?? null,
    leaseUntilMs: work.claim === undefined ? null : Date.parse(work.claim.until),
    escalated: work.escalation !== undefined,
    reviewers: reviewersOf(call),
    blindWanted: isBlindWanted(call),
    published: work.published !== undefined,
    appealUntilMs:
      work.published === undefined || work.published.closed ? null : Date.parse(work.published.appealUntil),
    appeals: [...new Set(appeals.flatMap(({ status, step }) => [status, `${status}:${step}`]))],
    appealDueMs: dues.length === 0 ? null : Math.min(...dues),
  };
}

/** The hit that a call makes. */
export function queueHit(call: Omit<StoredCall, 'transcript' | 'facts'>, sinceMs: number): QueueHit {
  const { record, findings, work = NEW_WORK } = call;
  return { record, findings, work, sinceMs, ...queueStanding(call) };
}

/** Near-duplicates share it: same rule, same quotes but for spacing, case, width and punctuation. Null without quotes. */
export function groupOf({ finding }: StoredFinding): string | null {
  const quotes = finding.spans.map(({ quote }) =>
    wordsOf(quote)
      .map(({ value }) => value)
      .join(' '),
  );
  return quotes.every((quote) => quote === '') ? null : contentHash([finding.ruleId, quotes]).slice(0, 22);
}

function reviewersOf({ findings, work }: StoredCall): string[] {
  const judged = findings
    .flatMap(({ review }) => review.history)
    .filter(({ kind }) => kind === 'verdict' || kind === 'added')
    .map(({ actor }) => actor.id);
  const current = findings.flatMap(({ review }) => review.reviewer ?? []);
  return [...new Set([...judged, ...current, ...(work?.opinions ?? []).map(({ by }) => by)])].sort();
}

function isBlindWanted({ record, transcript, work }: StoredCall): boolean {
  const isTaken = (record.sampled && !record.flagged) || work?.drawn === true;
  const isDone = (work?.opinions ?? []).some(({ verdicts }) => verdicts !== null);
  return transcript !== null && isTaken && !isDone;
}

import type { CallRecord, StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import type { CallFilter } from '../../contracts/call-search.ts';
import type { CallWork } from '../../contracts/call-work.ts';
import type { FindingGroup, QueueLane, QueueSort, QueueStage } from '../../contracts/queue.ts';
import type { QueueStanding } from '../../contracts/queue-standing.ts';
import type { Severity } from '../../contracts/vocabulary.ts';

/** Which calls of the queue; given several, all must hold. Lists mean any of. */
export interface QueueWhere {
  readonly calls?: CallFilter;
  readonly stage?: readonly QueueStage[];
  readonly lane?: readonly QueueLane[];
  readonly assignee?: readonly string[];
  /** Given to somebody, or to nobody. */
  readonly assigned?: boolean;
  /** The instant, in epoch milliseconds, at which a lease counts as ended. */
  readonly atMs: number;
  readonly claimedBy?: readonly string[];
  /** Held by somebody at that instant, or by nobody. */
  readonly claimed?: boolean;
  readonly escalated?: boolean;
  /** Of a worst severity, and at its stage since before the instant given for it (or not, with overdue false). */
  readonly due?: { readonly before: Readonly<Record<Severity, number>>; readonly overdue: boolean };
  /** At its stage since before this instant. */
  readonly sinceBeforeMs?: number;
  /** Neither judged nor blindly read by this person. */
  readonly untouchedBy?: string;
  /** Waits for a blind reader. */
  readonly blindWanted?: boolean;
  /** Has an open finding of this group. */
  readonly group?: string;
  /** Has an appeal in this status, at this step. */
  readonly appeal?: { readonly status: 'open' | 'answered'; readonly step?: string };
  /** Has an appeal that was to go on before this instant. */
  readonly appealDueBeforeMs?: number;
  readonly published?: boolean;
  /** Published, not closed, and the time to appeal ended before this instant. */
  readonly appealOverBeforeMs?: number;
}

export interface QueueSearch {
  readonly where: QueueWhere;
  readonly sort: QueueSort;
  readonly limit: number;
  readonly cursor?: string;
  /** What a cursor belongs to, in place of where: for conditions that move with the clock. */
  readonly asked?: unknown;
}

/** A call in the queue: without its transcript. */
export interface QueueHit extends QueueStanding {
  readonly record: CallRecord;
  readonly findings: readonly StoredFinding[];
  readonly work: CallWork;
  /** Since when the call has its stage, by the store's clock. */
  readonly sinceMs: number;
}

export interface QueueHits {
  readonly hits: readonly QueueHit[];
  readonly total: number;
  readonly nextCursor: string | null;
}

/** What a change leaves of a call: the findings with their reviews (in their order, new ones behind) and the work. */
export type ReviewedParts = Pick<StoredCall, 'findings' | 'work'>;

export type ReviewsChange =
  | { readonly status: 'written' | 'left'; readonly call: StoredCall; readonly hit: QueueHit }
  | { readonly status: 'not_found' };

/** What people do about calls, and finding the calls that wait for them. */
export interface ReviewQueueStore {
  /** One page; sees every change that has returned, in any process, and every call within the time of a refresh. */
  queue(search: QueueSearch): Promise<QueueHits>;
  /** Groups of open near-duplicates with two findings or more, the largest first, at most 50. */
  openGroups(where: QueueWhere): Promise<readonly FindingGroup[]>;
  queued(callId: string): Promise<QueueHit | null>;
  /**
   * Changes reviews and work of a call as it stands, whoever else changes it meanwhile: `change` is pure, may be asked
   * several times, and answers null to leave the call (`left`). Visible to searches on return. Record, transcript and
   * facts stay as they are.
   */
  changeReviews(callId: string, change: (call: StoredCall) => ReviewedParts | null): Promise<ReviewsChange>;
}

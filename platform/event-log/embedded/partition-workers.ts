import { type Backoff, backoffMs } from '../backoff.ts';
import { type ConsumeOptions, EventLogError } from '../port.ts';
import { type BatchOutcome, type BatchWork, partitionLost, startBatchWork } from './batch-work.ts';
import type { Database } from './database.ts';
import type { GroupMembership, OwnedPartition, Share } from './group-membership.ts';
import { readMessages } from './read-messages.ts';

export interface PartitionWorkersOptions {
  readonly db: Database;
  readonly topic: string;
  readonly membership: GroupMembership;
  readonly consume: ConsumeOptions;
  readonly backoff: Backoff;
  readonly stopping: AbortSignal;
  readonly onFault: (partition: number, error: unknown) => void;
  readonly onCommitted: (partition: number) => void;
  /** A batch is no longer in hand; the share is worth another look when partitions are lost or due to others. */
  readonly onFinished: (isShareStale: boolean) => void;
}

/** Hands out the messages of a member's partitions, so many partitions at a time. */
export interface PartitionWorkers {
  /** Takes a new share: what is in hand of partitions that went to others is aborted. */
  assign(share: Share): void;
  /** Starts what can be started, beginning behind the partition served last; whether there was anything. Throws EventLogError. */
  start(): boolean;
  /** Ids of partitions with a batch in hand. */
  inWork(): ReadonlySet<number>;
  /** Whether a handler was last heard of so long ago. */
  isSilent(ms: number): boolean;
  /** Resolves when nothing is in hand; after the grace that is aborted. */
  drain(graceMs: number): Promise<void>;
}

interface Retry {
  readonly failures: number;
  readonly atMs: number;
}

export function createPartitionWorkers(options: PartitionWorkersOptions): PartitionWorkers {
  const { db, topic, membership, consume, backoff, stopping } = options;
  const { handle, maxBatch = 200, concurrency = 1 } = consume;
  const works = new Map<number, BatchWork>();
  const retries = new Map<number, Retry>();
  const positions = new Map<number, number>();
  let share: Share | null = null;
  let turn = 0;
  let broken: unknown = null;

  function tryPartition(partition: OwnedPartition): boolean {
    const { id, number, committed } = partition;
    if (works.has(id) || share?.surplus.has(id)) return false;
    if ((retries.get(id)?.atMs ?? 0) > performance.now()) return false;
    const from = positions.get(id) ?? committed;
    const batch = readMessages(db, { topic, partition: number, partitionId: id, from, limit: maxBatch });
    if (batch.length === 0) return false;
    const deps = { membership, handle, backoff, stopping, onCommitFault: options.onFault };
    const work = startBatchWork(deps, partition, batch);
    works.set(id, work);
    work.outcome.then((outcome) => finish(partition, outcome));
    return true;
  }

  function finish({ id, number }: OwnedPartition, outcome: BatchOutcome): void {
    works.delete(id);
    if (outcome.status === 'broken') broken = outcome.error;
    if (outcome.status === 'committed') {
      positions.set(id, outcome.next);
      retries.delete(id);
      options.onCommitted(number);
    }
    if (outcome.status === 'failed' && !stopping.aborted) {
      const failures = (retries.get(id)?.failures ?? 0) + 1;
      retries.set(id, { failures, atMs: performance.now() + backoffMs(backoff, failures) });
      options.onFault(number, outcome.error);
    }
    options.onFinished(outcome.status === 'lost' || share?.surplus.has(id) === true);
  }

  return {
    assign(next) {
      share = next;
      const owned = new Set(next.owned.map(({ id }) => id));
      for (const { id, committed } of next.owned) if (!works.has(id)) positions.set(id, committed);
      for (const [id, { partition, abort }] of works) if (!owned.has(id)) abort(partitionLost(partition));
      for (const id of retries.keys()) if (!owned.has(id)) retries.delete(id);
    },
    start() {
      if (broken !== null) throw broken;
      const owned = share?.owned ?? [];
      let started = false;
      const first = turn;
      for (let step = 0; step < owned.length && works.size < concurrency; step += 1) {
        const index = (first + step) % owned.length;
        const partition = owned[index];
        if (partition === undefined || !tryPartition(partition)) continue;
        turn = index + 1;
        started = true;
      }
      return started;
    },
    inWork: () => new Set(works.keys()),
    isSilent: (ms) => [...works.values()].some((work) => work.silentMs() > ms),
    async drain(graceMs) {
      const graceIsOver = new EventLogError('EVENT_LOG_CLOSED', 'The consumer stops.', { retriable: true });
      const grace = setTimeout(() => {
        for (const { abort } of works.values()) abort(graceIsOver);
      }, graceMs);
      await Promise.all([...works.values()].map(({ outcome }) => outcome));
      clearTimeout(grace);
    },
  };
}

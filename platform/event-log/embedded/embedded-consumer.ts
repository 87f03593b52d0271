import { type Backoff, backoffMs } from '../backoff.ts';
import { createConsumerHealth, describeFault } from '../consumer-health.ts';
import type { EventLogLogger } from '../logger.ts';
import { type ConsumeOptions, EventLogError, type RunningConsumer } from '../port.ts';
import { unknownTopic } from './append-messages.ts';
import { type BatchOutcome, type BatchWork, partitionLost, startBatchWork } from './batch-work.ts';
import type { Bell } from './bell.ts';
import type { Database } from './database.ts';
import { createGroupMembership, type OwnedPartition, type Share } from './group-membership.ts';
import { readMessages } from './read-messages.ts';

export interface EmbeddedConsumerDeps {
  readonly db: Database;
  /** Name in the file, with its prefix. */
  readonly topic: string;
  readonly group: string;
  readonly options: ConsumeOptions;
  /** Rung when this process publishes to the topic; other processes' messages are found by polling. */
  readonly bell: Bell;
  readonly sessionTimeoutMs: number;
  readonly maxPollMs: number;
  readonly backoff: Backoff;
  readonly logger: EventLogLogger;
  readonly clock: () => number;
}

interface Retry {
  readonly failures: number;
  readonly atMs: number;
}

const MIN_POLL_MS = 10;
const NOTHING: Share = { topicExists: true, owned: [], surplus: new Set(), settled: true };

/** Starts the loop that keeps a share of the partitions and hands out their messages. */
export function startEmbeddedConsumer(deps: EmbeddedConsumerDeps): RunningConsumer {
  const { db, topic, group, options, bell, sessionTimeoutMs, backoff, clock } = deps;
  const { handle, maxBatch = 200, concurrency = 1, stopGraceMs = 8000 } = options;
  const logger = deps.logger;
  const membership = createGroupMembership({ db, topic, group, sessionTimeoutMs, clock });
  const health = createConsumerHealth(clock);
  const stopping = new AbortController();
  const works = new Map<number, BatchWork>();
  const retries = new Map<number, Retry>();
  const positions = new Map<number, number>();
  let current = NOTHING;
  let sharedMs = Number.NEGATIVE_INFINITY;
  let turn = 0;
  let broken: unknown = null;

  const work = {
    membership,
    handle,
    backoff,
    stopping: stopping.signal,
    onCommitFault: (partition: OwnedPartition, error: EventLogError) => fail(partition.number, error),
  };

  function fail(place: number | 'log', error: unknown): void {
    health.failed(place, error);
    const { code, message } = describeFault(error);
    logger.warn({ topic, group, place, code, reason: message }, 'consumer waits after a fault');
  }

  /** A handler silent for too long costs the whole membership, as with Kafka: others take over all of it. */
  function standAside(): boolean {
    const silent = [...works.values()].some((batch) => batch.silentMs() > sessionTimeoutMs);
    if (!silent) return false;
    if (current.owned.length > 0) {
      membership.leave();
      logger.error({ topic, group }, 'a handler fell silent: its partitions go to other members');
      for (const { partition, abort } of works.values()) abort(partitionLost(partition));
      current = NOTHING;
      sharedMs = Number.NEGATIVE_INFINITY;
    }
    return true;
  }

  function refreshShare(): void {
    const isDue = performance.now() - sharedMs > sessionTimeoutMs / 3 || !current.settled;
    if (!isDue && !membership.hasChanged()) return;
    current = membership.share(new Set(works.keys()));
    sharedMs = performance.now();
    if (!current.topicExists) throw unknownTopic(topic, true);
    for (const { id, committed } of current.owned) if (!works.has(id)) positions.set(id, committed);
    const owned = new Set(current.owned.map(({ id }) => id));
    for (const [id, { partition, abort }] of works) if (!owned.has(id)) abort(partitionLost(partition));
    for (const id of retries.keys()) if (!owned.has(id)) retries.delete(id);
    health.forgetAllBut(new Set(current.owned.map(({ number }) => number)));
  }

  /** Starts what can be started, beginning behind the partition served last. Returns whether there was any. */
  function startWork(): boolean {
    const before = works.size;
    const { owned, surplus } = current;
    for (let step = 0; step < owned.length && works.size < concurrency; step += 1) {
      const partition = owned[(turn + step) % owned.length];
      if (partition === undefined || works.has(partition.id) || surplus.has(partition.id)) continue;
      if ((retries.get(partition.id)?.atMs ?? 0) > performance.now()) continue;
      const from = positions.get(partition.id) ?? partition.committed;
      const range = { topic, partition: partition.number, partitionId: partition.id, from, limit: maxBatch };
      const batch = readMessages(db, range);
      if (batch.length === 0) continue;
      turn = (turn + step + 1) % owned.length;
      const started = startBatchWork(work, partition, batch);
      works.set(partition.id, started);
      started.outcome.then((outcome) => finish(partition, outcome));
    }
    return works.size > before;
  }

  function finish(partition: OwnedPartition, outcome: BatchOutcome): void {
    works.delete(partition.id);
    bell.ring();
    if (outcome.status === 'broken') {
      broken = outcome.error;
    } else if (outcome.status === 'committed') {
      positions.set(partition.id, outcome.next);
      retries.delete(partition.id);
      health.progressed(partition.number);
    } else if (outcome.status === 'failed') {
      const failures = (retries.get(partition.id)?.failures ?? 0) + 1;
      retries.set(partition.id, { failures, atMs: performance.now() + backoffMs(backoff, failures) });
      if (!stopping.signal.aborted) fail(partition.number, outcome.error);
    } else {
      logger.warn({ topic, group, partition: partition.number }, 'partition went to another member');
    }
    // A surplus partition is given back by the next share, which is now due.
    if (current.surplus.has(partition.id) || outcome.status === 'lost') sharedMs = Number.NEGATIVE_INFINITY;
  }

  /** One round; returns how long to wait for the next unless the bell rings. */
  function round(idleMs: number): number {
    try {
      if (broken !== null) throw broken;
      if (standAside()) return deps.maxPollMs;
      refreshShare();
      const started = startWork();
      health.recovered('log');
      return started ? MIN_POLL_MS : Math.min(idleMs * 1.5, deps.maxPollMs);
    } catch (error) {
      if (!(error instanceof EventLogError) || !error.retriable) throw error;
      fail('log', error);
      sharedMs = Number.NEGATIVE_INFINITY;
      return Math.min(idleMs * 2, 1000);
    }
  }

  async function run(): Promise<void> {
    logger.info({ topic, group }, 'consumer started');
    let waitMs = MIN_POLL_MS;
    try {
      while (!stopping.signal.aborted) {
        waitMs = round(waitMs);
        await bell.wait(waitMs);
      }
    } finally {
      await leave();
      logger.info({ topic, group }, 'consumer stopped');
    }
  }

  async function leave(): Promise<void> {
    stopping.abort();
    const graceIsOver = new EventLogError('EVENT_LOG_CLOSED', 'The consumer stops.', { retriable: true });
    const grace = setTimeout(() => {
      for (const { abort } of works.values()) abort(graceIsOver);
    }, stopGraceMs);
    await Promise.all([...works.values()].map(({ outcome }) => outcome));
    clearTimeout(grace);
    try {
      membership.leave();
    } catch (error) {
      // The leases run out by themselves.
      logger.warn({ topic, group, ...describeFault(error) }, 'consumer could not leave its group');
    }
  }

  const done = run();
  done.catch(() => {});
  return {
    done,
    lastProgressMs: health.lastProgressMs,
    fault: health.fault,
    async stop() {
      stopping.abort();
      bell.ring();
      await done.catch(() => {});
    },
  };
}

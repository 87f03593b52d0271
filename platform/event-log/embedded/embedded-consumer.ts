import type { Backoff } from '../backoff.ts';
import { createConsumerHealth, describeFault, type FaultPlace } from '../consumer-health.ts';
import type { EventLogLogger } from '../logger.ts';
import { type ConsumeOptions, EventLogError, type RunningConsumer } from '../port.ts';
import { unknownTopic } from './append-messages.ts';
import type { Bell } from './bell.ts';
import type { Database } from './database.ts';
import { createGroupMembership, type Share } from './group-membership.ts';
import { createPartitionWorkers } from './partition-workers.ts';

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

const MIN_POLL_MS = 10;
const MAX_FAULT_POLL_MS = 1000;
const NOTHING: Share = { topicExists: true, owned: [], surplus: new Set(), settled: true };

/** Starts the loop that keeps a share of the partitions and has their messages handled. */
export function startEmbeddedConsumer(deps: EmbeddedConsumerDeps): RunningConsumer {
  const { db, topic, group, options, bell, sessionTimeoutMs, backoff, logger, clock } = deps;
  const membership = createGroupMembership({ db, topic, group, sessionTimeoutMs, clock });
  const health = createConsumerHealth(clock);
  const stopping = new AbortController();
  const workers = createPartitionWorkers({
    db,
    topic,
    membership,
    consume: options,
    backoff,
    stopping: stopping.signal,
    onFault: fail,
    onCommitted: health.progressed,
    onFinished(isShareStale) {
      if (isShareStale) sharedMs = null;
      bell.ring();
    },
  });
  let share = NOTHING;
  /** When the share was last looked at; null when that is due. */
  let sharedMs: number | null = null;

  function fail(place: FaultPlace, error: unknown): void {
    health.failed(place, error);
    const { code, message } = describeFault(error);
    logger.warn({ topic, group, place, code, reason: message }, 'consumer waits after a fault');
  }

  /** A handler silent for too long costs the whole membership, as with Kafka: others take over all of it. */
  function standsAside(): boolean {
    if (!workers.isSilent(sessionTimeoutMs)) return false;
    if (share.owned.length > 0) {
      membership.leave();
      logger.error({ topic, group }, 'a handler fell silent: its partitions go to other members');
      share = NOTHING;
      sharedMs = null;
      workers.assign(share);
    }
    return true;
  }

  function refreshShare(): void {
    const isDue = sharedMs === null || performance.now() - sharedMs > sessionTimeoutMs / 3 || !share.settled;
    if (!isDue && !membership.hasChanged()) return;
    share = membership.share(workers.inWork());
    workers.assign(share);
    health.forgetAllBut(new Set(share.owned.map(({ number }) => number)));
    if (!share.topicExists) throw unknownTopic(topic, true);
    sharedMs = performance.now();
  }

  /** One round; returns how long to wait for the next unless the bell rings. */
  function round(waitedMs: number): number {
    try {
      if (standsAside()) return deps.maxPollMs;
      refreshShare();
      const isBusy = workers.start();
      health.recovered('log');
      return isBusy ? MIN_POLL_MS : Math.min(waitedMs * 1.5, deps.maxPollMs);
    } catch (error) {
      if (!(error instanceof EventLogError) || !error.retriable) throw error;
      fail('log', error);
      sharedMs = null;
      return Math.min(waitedMs * 2, MAX_FAULT_POLL_MS);
    }
  }

  async function run(): Promise<void> {
    logger.info({ topic, group }, 'consumer started');
    try {
      let waitMs = MIN_POLL_MS;
      while (!stopping.signal.aborted) {
        waitMs = round(waitMs);
        await bell.wait(waitMs);
      }
    } finally {
      stopping.abort();
      await workers.drain(options.stopGraceMs ?? 8000);
      leave();
      logger.info({ topic, group }, 'consumer stopped');
    }
  }

  function leave(): void {
    try {
      membership.leave();
    } catch (error) {
      // The membership runs out by itself.
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

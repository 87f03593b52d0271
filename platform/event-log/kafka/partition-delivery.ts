import type { EachBatchPayload } from 'kafkajs';
import { type Backoff, backoffMs, waitOrAbort } from '../backoff.ts';
import { type BatchHandler, EventLogError } from '../port.ts';
import { type ChunkInHand, type ChunkOutcome, handleChunk } from './handle-chunk.ts';
import { isOfType } from './kafka-fault.ts';
import { fromKafka } from './message-format.ts';

export interface PartitionDeliveryOptions {
  readonly handle: BatchHandler;
  readonly maxBatch: number;
  readonly sessionTimeoutMs: number;
  readonly backoff: Backoff;
  readonly onCommitted: (partition: number) => void;
  readonly onHandlerFault: (partition: number, error: unknown) => void;
  readonly onCommitFault: (partition: number, error: unknown) => void;
}

/** Hands the batches of one run of kafkajs to the handler. */
export interface PartitionDelivery {
  /** For kafkajs's eachBatch. Rejects only with errors that kafkajs acts on: rebalance, lost membership, broker away. */
  deliver(payload: EachBatchPayload): Promise<void>;
  /** The group has settled: a rebalance noticed before is over. */
  settled(): void;
  /** No batch is begun from here on; after the grace, those in hand are aborted. Resolves when none is in hand. */
  stop(graceMs: number): Promise<void>;
  isBusy(): boolean;
}

/** Members meet to share the partitions anew: what is in hand may be finished and committed first. */
const REBALANCING = ['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP'];
/** The group has gone on without this member. */
const PUT_OUT = ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'];

export function createPartitionDelivery(options: PartitionDeliveryOptions): PartitionDelivery {
  const { handle, maxBatch, sessionTimeoutMs, backoff } = options;
  const inHand = new Set<ChunkInHand>();
  const stopping = new AbortController();
  const resumptions = new Set<NodeJS.Timeout>();
  const failures = new Map<number, number>();
  let rebalance: unknown = null;
  let beatMs = performance.now();
  let onIdle = () => {};

  /** Throws when the membership is lost; a rebalance is noted, and a broker that is away shows at the commit. */
  async function beat(payload: EachBatchPayload): Promise<void> {
    try {
      await payload.heartbeat();
      beatMs = performance.now();
    } catch (error) {
      if (isOfType(error, ...REBALANCING)) rebalance = error;
      else if (isOfType(error, ...PUT_OUT) || performance.now() - beatMs > sessionTimeoutMs) throw error;
    }
  }

  async function deliver(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    for (let at = 0; at < messages.length; at += maxBatch) {
      if (stopping.signal.aborted || !payload.isRunning() || payload.isStale()) return;
      await beat(payload);
      if (rebalance !== null) throw rebalance;
      const chunk = messages.slice(at, at + maxBatch).map((message) => fromKafka(topic, partition, message));
      const outcome = await inHands(handleChunk(handle, chunk, () => beat(payload)));
      if (outcome.status === 'lost') throw outcome.error;
      if (outcome.status === 'failed') {
        if (!stopping.signal.aborted) pauseAfter(payload, outcome.error);
        return;
      }
      payload.resolveOffset(chunk.at(-1)?.offset ?? '');
      await commit(payload);
      failures.delete(partition);
      options.onCommitted(partition);
    }
    if (rebalance !== null) throw rebalance;
  }

  async function inHands(chunk: ChunkInHand): Promise<ChunkOutcome> {
    inHand.add(chunk);
    const outcome = await chunk.outcome;
    inHand.delete(chunk);
    if (inHand.size === 0) onIdle();
    return outcome;
  }

  /** kafkajs goes on with the other partitions and with heartbeats; this one is fetched again from its offset. */
  function pauseAfter(payload: EachBatchPayload, error: unknown): void {
    const { partition } = payload.batch;
    const count = (failures.get(partition) ?? 0) + 1;
    failures.set(partition, count);
    options.onHandlerFault(partition, error);
    const resume = payload.pause();
    const timer = setTimeout(
      () => {
        resumptions.delete(timer);
        resume();
      },
      backoffMs(backoff, count),
    );
    resumptions.add(timer);
  }

  /**
   * Tries until it succeeds or the membership must be over, for kafkajs forgets a failed commit until the partition's
   * next batch. Without `uncommittedOffsets()` kafkajs would commit nothing at all.
   */
  async function commit(payload: EachBatchPayload): Promise<void> {
    const deadline = performance.now() + sessionTimeoutMs;
    for (let tries = 1; ; tries += 1) {
      try {
        await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
        return;
      } catch (error) {
        if (isOfType(error, ...REBALANCING)) rebalance = error;
        if (isOfType(error, ...REBALANCING, ...PUT_OUT) || stopping.signal.aborted) throw error;
        if (performance.now() > deadline) throw new CommitGivenUp(error);
        options.onCommitFault(payload.batch.partition, error);
        await waitOrAbort(backoffMs(backoff, tries), stopping.signal);
      }
    }
  }

  return {
    deliver,
    settled() {
      rebalance = null;
      beatMs = performance.now();
    },
    isBusy: () => inHand.size > 0,
    async stop(graceMs) {
      stopping.abort();
      for (const timer of resumptions) clearTimeout(timer);
      if (inHand.size === 0) return;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
      });
      const grace = setTimeout(() => {
        const stopped = new EventLogError('EVENT_LOG_CLOSED', 'The consumer stops.', { retriable: true });
        for (const { abort } of inHand) abort(stopped);
      }, graceMs);
      await idle;
      clearTimeout(grace);
    },
  };
}

/** Ends the run of kafkajs: a new one goes on from what is committed. */
class CommitGivenUp extends Error {
  readonly retriable = false;
  constructor(cause: unknown) {
    super('Offsets could not be committed within the session.', { cause });
    this.name = 'CommitGivenUp';
  }
}

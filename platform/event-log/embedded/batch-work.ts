import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backoff, backoffMs, waitOrAbort } from '../backoff.ts';
import { type BatchHandler, EventLogError, type IncomingMessage } from '../port.ts';
import type { GroupMembership, OwnedPartition } from './group-membership.ts';

export type BatchOutcome =
  | { readonly status: 'committed'; readonly next: number }
  /** The handler threw, or came back after the grace of a stop: nothing was committed. */
  | { readonly status: 'failed'; readonly error: unknown }
  /** Another member has the partition. */
  | { readonly status: 'lost' }
  /** The file can't be used any more. */
  | { readonly status: 'broken'; readonly error: unknown };

/** A batch in the hands of a handler. */
export interface BatchWork {
  readonly partition: OwnedPartition;
  readonly outcome: Promise<BatchOutcome>;
  /** Milliseconds since the handler was last heard of. */
  silentMs(): number;
  abort(reason: EventLogError): void;
}

export interface BatchWorkDeps {
  readonly membership: GroupMembership;
  readonly handle: BatchHandler;
  readonly backoff: Backoff;
  /** Told while a commit is tried again. */
  readonly onCommitFault: (partition: number, error: EventLogError) => void;
  /** Aborted when the consumer stops: a commit that fails is not tried again. */
  readonly stopping: AbortSignal;
}

/** Hands a batch to the handler and commits after it. */
export function startBatchWork(
  deps: BatchWorkDeps,
  partition: OwnedPartition,
  batch: readonly IncomingMessage[],
): BatchWork {
  const { membership, handle } = deps;
  const taken = new AbortController();
  const next = Number(batch.at(-1)?.offset) + 1;
  let heardMs = performance.now();

  async function heartbeat(): Promise<void> {
    // A handler that works without a pause must not keep the consumer's own loop from its turn.
    await nextTurn();
    if (!membership.holds(partition.id)) taken.abort(partitionLost(partition));
    taken.signal.throwIfAborted();
    heardMs = performance.now();
  }

  async function commit(): Promise<BatchOutcome> {
    for (let failures = 1; ; failures += 1) {
      try {
        return membership.commit(partition.id, next) ? { status: 'committed', next } : { status: 'lost' };
      } catch (error) {
        if (!(error instanceof EventLogError) || !error.retriable) return { status: 'broken', error };
        if (deps.stopping.aborted) return { status: 'failed', error };
        deps.onCommitFault(partition.number, error);
        await waitOrAbort(backoffMs(deps.backoff, failures), deps.stopping);
      }
    }
  }

  async function work(): Promise<BatchOutcome> {
    try {
      await handle(batch, { heartbeat, signal: taken.signal });
      taken.signal.throwIfAborted();
    } catch (error) {
      const { reason } = taken.signal;
      const isLost = reason instanceof EventLogError && reason.code === 'EVENT_LOG_LOST';
      return isLost ? { status: 'lost' } : { status: 'failed', error };
    }
    heardMs = Number.POSITIVE_INFINITY;
    return commit();
  }

  return {
    partition,
    outcome: work(),
    silentMs: () => performance.now() - heardMs,
    abort: (reason) => taken.abort(reason),
  };
}

export function partitionLost(partition: OwnedPartition): EventLogError {
  return new EventLogError('EVENT_LOG_LOST', `Partition ${partition.number} went to another member.`, {
    retriable: true,
  });
}

import type { BatchContext, BatchHandler, IncomingMessage } from '../port.ts';
import { EventLogError } from '../port.ts';

export type ChunkOutcome =
  | { readonly status: 'handled' }
  /** The handler threw, or came back after it was aborted by a stop. */
  | { readonly status: 'failed'; readonly error: unknown }
  /** The group has gone on without this member. */
  | { readonly status: 'lost'; readonly error: unknown };

/** Messages in the hands of a handler. */
export interface ChunkInHand {
  readonly outcome: Promise<ChunkOutcome>;
  abort(reason: EventLogError): void;
}

/** `beat` gives a heartbeat to the group, and rejects when the membership is lost. */
export function handleChunk(
  handle: BatchHandler,
  messages: readonly IncomingMessage[],
  beat: () => Promise<void>,
): ChunkInHand {
  const controller = new AbortController();
  const { signal } = controller;
  let lost: { readonly error: unknown } | null = null;

  const context: BatchContext = {
    signal,
    async heartbeat() {
      signal.throwIfAborted();
      await beat().catch((error) => {
        lost = { error };
        controller.abort(partitionLost(messages[0]?.partition, error));
      });
      signal.throwIfAborted();
    },
  };

  async function outcome(): Promise<ChunkOutcome> {
    try {
      await handle(messages, context);
      signal.throwIfAborted();
      return { status: 'handled' };
    } catch (error) {
      return lost === null ? { status: 'failed', error } : { status: 'lost', error: lost.error };
    }
  }

  return { outcome: outcome(), abort: (reason) => controller.abort(reason) };
}

function partitionLost(partition: number | undefined, cause: unknown): EventLogError {
  const message = `Partition ${partition} went to another member.`;
  return new EventLogError('EVENT_LOG_LOST', message, { retriable: true, cause });
}

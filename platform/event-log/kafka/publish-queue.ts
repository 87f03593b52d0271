import type { Message } from 'kafkajs';
import { messageBytes } from '../message-size.ts';
import { EventLogError, type OutgoingMessage } from '../port.ts';
import { toKafka } from './message-format.ts';

/** One call of publish. */
export interface PublishOrder {
  readonly topic: string;
  left: number;
  readonly outcome: PromiseWithResolvers<void>;
}

export interface PublishEntry {
  readonly order: PublishOrder;
  readonly message: Message;
  readonly bytes: number;
}

/** What waits to be published, in order, within bounds. */
export interface PublishQueue {
  /** Takes all the messages of a call. Throws EVENT_LOG_BUSY when too much waits already. */
  add(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** The entries of the next request, at most so many bytes unless one message has more; none when nothing waits. */
  next(maxBytes: number): readonly PublishEntry[];
  acknowledge(entries: readonly PublishEntry[]): void;
  /** Rejects the calls that the entries are of, and forgets what else of them waits. */
  fail(entries: readonly PublishEntry[], error: EventLogError): void;
  failAll(error: EventLogError): void;
}

/** As many as a request takes without holding up the process. */
const MAX_ENTRIES = 5000;

export function createPublishQueue(maxQueuedBytes: number): PublishQueue {
  let waiting: PublishEntry[] = [];
  let waitingBytes = 0;

  function forget(isForgotten: (entry: PublishEntry) => boolean): void {
    waiting = waiting.filter((entry) => !isForgotten(entry));
    waitingBytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  function fail(entries: readonly PublishEntry[], error: EventLogError): void {
    const orders = new Set(entries.map(({ order }) => order));
    for (const { outcome } of orders) outcome.reject(error);
    forget(({ order }) => orders.has(order));
  }

  return {
    add(topic, messages) {
      const order = { topic, left: messages.length, outcome: Promise.withResolvers<void>() };
      const entries = messages.map((message) => ({
        order,
        message: toKafka(message),
        bytes: messageBytes(message),
      }));
      const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
      if (waiting.length > 0 && waitingBytes + bytes > maxQueuedBytes)
        throw new EventLogError('EVENT_LOG_BUSY', `${waitingBytes} bytes wait to be published already.`, {
          retriable: true,
        });
      waiting.push(...entries);
      waitingBytes += bytes;
      return order.outcome.promise;
    },
    next(maxBytes) {
      let bytes = 0;
      let count = 0;
      for (const entry of waiting) {
        if (count === MAX_ENTRIES || (count > 0 && bytes + entry.bytes > maxBytes)) break;
        bytes += entry.bytes;
        count += 1;
      }
      waitingBytes -= bytes;
      return waiting.splice(0, count);
    },
    acknowledge(entries) {
      for (const { order } of entries) {
        order.left -= 1;
        if (order.left === 0) order.outcome.resolve();
      }
    },
    fail,
    failAll: (error) => fail(waiting, error),
  };
}

import type { RecordMetadata, TopicMessages } from 'kafkajs';
import { EventLogError, type OutgoingMessage } from '../port.ts';
import { kafkaFault } from './kafka-fault.ts';
import { createPartitioner, type Partitioner } from './partitioner.ts';
import { createProducerConnection, type ProducerConnection } from './producer-connection.ts';
import { createPublishQueue, type PublishEntry } from './publish-queue.ts';
import type { KafkaEventLogOptions } from './settings.ts';
import { withDeadline } from './with-deadline.ts';

/** Publishes in the order of the calls. */
export interface Publisher {
  /** Resolves when all in-sync replicas have every message. Rejects with EventLogError. */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Gives what waits a little time, then rejects the rest. */
  close(): Promise<void>;
}

/** A partition's share of a request becomes one batch, which the broker measures against `max.message.bytes`. */
const REQUEST_BYTES = 1024 * 1024;
const CLOSE_GRACE_MS = 3000;
const MAX_SENDS = 4;

/**
 * kafkajs's idempotent producer, kept from losing messages:
 * - One request at a time. kafkajs takes back the sequence numbers of a request that failed, the next in line would
 *   use them, and a broker that did append the failed one drops the next as its repetition, with an acknowledgement.
 * - For the same reason a producer that gave up is thrown away; its successor has an id of its own.
 * - Every partition must be named in the acknowledgement, see `unacknowledged`.
 */
export function createPublisher(options: KafkaEventLogOptions, maxMessageBytes: number): Publisher {
  const { publishTimeoutMs = 120_000, maxQueuedBytes = 64 * 1024 * 1024 } = options;
  const requestBytes = Math.min(REQUEST_BYTES, maxMessageBytes);
  const partitioner = createPartitioner();
  const queue = createPublishQueue(maxQueuedBytes);
  let connection: ProducerConnection | null = null;
  let pumping: Promise<void> | null = null;
  let isClosed = false;

  async function pump(): Promise<void> {
    for (;;) {
      const entries = queue.next(requestBytes);
      if (entries.length === 0) return;
      connection ??= createProducerConnection(options, partitioner);
      try {
        await withDeadline(sendAll(connection, entries), publishTimeoutMs);
        queue.acknowledge(entries);
      } catch (error) {
        queue.fail(entries, isClosed ? closed() : kafkaFault(error));
        await discard(0);
      }
    }
  }

  async function sendAll(producer: ProducerConnection, entries: readonly PublishEntry[]): Promise<void> {
    let left = entries;
    for (let sends = 0; sends < MAX_SENDS; sends += 1) {
      const results = await producer.send(byTopic(left));
      left = unacknowledged(left, results, partitioner);
      if (left.length === 0) return;
    }
    throw new EventLogError('EVENT_LOG_UNREACHABLE', 'Kafka: a partition was left out again and again.', {
      retriable: true,
    });
  }

  async function discard(graceMs: number): Promise<void> {
    const discarded = connection;
    connection = null;
    await discarded?.dispose(graceMs);
  }

  return {
    async publish(topic, messages) {
      if (isClosed) throw closed();
      if (messages.length === 0) return;
      const outcome = queue.add(topic, messages);
      pumping ??= pump().finally(() => {
        pumping = null;
      });
      await outcome;
    },
    async close() {
      isClosed = true;
      await withDeadline(Promise.resolve(pumping), CLOSE_GRACE_MS).catch(() => {});
      queue.failAll(closed());
      await discard(pumping === null ? CLOSE_GRACE_MS : 0);
      await pumping;
    },
  };
}

function byTopic(entries: readonly PublishEntry[]): TopicMessages[] {
  const topics = Map.groupBy(entries, ({ order }) => order.topic);
  return [...topics].map(([topic, sent]) => ({ topic, messages: sent.map(({ message }) => message) }));
}

/** The messages whose partition is not named among the results: when leaders move, kafkajs can leave one out unsent. */
export function unacknowledged(
  entries: readonly PublishEntry[],
  results: readonly RecordMetadata[],
  { partitionOf }: Partitioner,
): readonly PublishEntry[] {
  const named = new Set(results.map(({ topicName, partition }) => `${topicName}/${partition}`));
  return entries.filter(({ order, message }) => !named.has(`${order.topic}/${partitionOf(message)}`));
}

function closed(): EventLogError {
  return new EventLogError('EVENT_LOG_CLOSED', 'The event log is closed.', { retriable: false });
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backoff, DEFAULT_BACKOFF } from '../backoff.ts';
import { type EventLogLogger, silentLogger } from '../logger.ts';
import { assertMessagesFit, DEFAULT_MAX_MESSAGE_BYTES } from '../message-size.ts';
import {
  type ConsumeOptions,
  type EventLog,
  type IncomingMessage,
  type OutgoingMessage,
  type RunningConsumer,
  TOPICS,
  type Topic,
} from '../port.ts';
import { unknownTopic } from './append-messages.ts';
import { createAppendQueue } from './append-queue.ts';
import { type Bell, createBell } from './bell.ts';
import { openDatabase } from './database.ts';
import { startEmbeddedConsumer } from './embedded-consumer.ts';
import { groupLag } from './group-lag.ts';
import { type PruneOptions, pruneMessages } from './prune-messages.ts';
import { publishParts } from './publish-parts.ts';
import { readMessages } from './read-messages.ts';
import { createTopic, topicPartitions } from './topic-partitions.ts';

export interface EmbeddedEventLogOptions {
  /** The file; its folder is made. On a local disk: SQLite's shared memory does not work over a network. */
  readonly path: string;
  /** Put before the names of topics and groups. */
  readonly prefix?: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  readonly logger?: EventLogLogger;
  /** Of topics made by ensureTopics. Default 6. */
  readonly partitions?: number;
  /** Default 8 MiB. */
  readonly maxMessageBytes?: number;
  /** The file grows no further, EVENT_LOG_FULL instead. Default: as the disk allows. */
  readonly maxFileBytes?: number;
  /** A member silent for longer loses its partitions. Default 10 s. */
  readonly sessionTimeoutMs?: number;
  /** How long a message of another process may stay unnoticed. Default 250 ms. */
  readonly maxPollMs?: number;
  /** Between attempts after a fault. */
  readonly backoff?: Backoff;
}

export interface EmbeddedEventLog extends EventLog {
  /** Deletes the oldest messages that every group has committed; returns how many. */
  prune(topic: Topic, options: PruneOptions): Promise<number>;
}

const BROWSE_MESSAGES = 200;

/** The event log in one SQLite file, shared by any number of processes of one machine. Throws EventLogError. */
export function createEmbeddedEventLog(options: EmbeddedEventLogOptions): EmbeddedEventLog {
  const { prefix = '', partitions = 6, clock = Date.now, logger = silentLogger } = options;
  const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = options;
  const db = openDatabase(options);
  const consumers = new Set<RunningConsumer>();
  const bells = new Map<string, Set<Bell>>();
  const queue = createAppendQueue(db, clock, (topic) => {
    for (const bell of bells.get(topic) ?? []) bell.ring();
  });

  async function ping(): Promise<void> {
    db.read(() => db.sql('SELECT count(*) FROM topic_partition').get());
  }

  async function publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void> {
    assertMessagesFit(messages, maxMessageBytes);
    const name = prefix + topic;
    // Asked here, so that a topic nobody made fails this call alone and not those that share its transaction.
    if (db.read(() => topicPartitions(db, name)).length === 0) throw unknownTopic(name);
    for (const part of publishParts(messages)) await queue.append(name, part);
  }

  async function consume(wanted: ConsumeOptions): Promise<RunningConsumer> {
    await ping();
    const topic = typeof wanted.topic === 'string' ? prefix + wanted.topic : wanted.topic.external;
    const bell = createBell();
    bells.set(topic, (bells.get(topic) ?? new Set()).add(bell));
    const consumer = startEmbeddedConsumer({
      db,
      topic,
      group: prefix + wanted.group,
      options: wanted,
      bell,
      sessionTimeoutMs: options.sessionTimeoutMs ?? 10_000,
      maxPollMs: options.maxPollMs ?? 250,
      backoff: options.backoff ?? DEFAULT_BACKOFF,
      logger,
      clock,
    });
    consumers.add(consumer);
    const forget = () => {
      consumers.delete(consumer);
      bells.get(topic)?.delete(bell);
    };
    consumer.done.then(forget, forget);
    return consumer;
  }

  async function* browse(topic: Topic): AsyncGenerator<IncomingMessage> {
    const name = prefix + topic;
    const found = db.read(() => topicPartitions(db, name));
    if (found.length === 0) throw unknownTopic(name);
    for (const { id, number, start, end } of found) {
      let from = start;
      while (from < end) {
        const range = { topic: name, partition: number, partitionId: id, from, until: end };
        const messages = readMessages(db, { ...range, limit: BROWSE_MESSAGES });
        if (messages.length === 0) break;
        yield* messages;
        from = Number(messages.at(-1)?.offset) + 1;
        await nextTurn();
      }
    }
  }

  return {
    ensureTopics: async () =>
      db.write(() => {
        for (const topic of TOPICS) createTopic(db, prefix + topic, partitions);
      }),
    publish,
    consume,
    browse,
    lag: async (topic, group) => groupLag(db, prefix + topic, prefix + group),
    ping,
    prune: async (topic, wanted) => pruneMessages(db, prefix + topic, wanted),
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      db.close();
    },
  };
}

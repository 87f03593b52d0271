import { assertMessagesFit, DEFAULT_MAX_MESSAGE_BYTES } from '../message-size.ts';
import { type EventLog, EventLogError, type RunningConsumer, TOPICS } from '../port.ts';
import { browseTopic } from './browse-topic.ts';
import { startKafkaConsumer } from './kafka-consumer.ts';
import { createPublisher } from './publisher.ts';
import type { KafkaEventLogOptions } from './settings.ts';
import { createTopicAdmin, missingTopic } from './topic-admin.ts';

export type { KafkaEventLogOptions } from './settings.ts';

/**
 * The event log in Kafka, 2.1 or newer. Makes no connection before the first call that needs one.
 *
 * At the brokers a group is called prefix, group, dot and topic (`callwarden.analyzer.transcripts`): a group of kafkajs
 * can't hold members with different topics, and each (group, topic) has its own offsets anyway.
 */
export function createKafkaEventLog(options: KafkaEventLogOptions): EventLog {
  const { prefix = '', partitions = 6, replication = 1, topicSettings = {} } = options;
  const { maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES } = options;
  const admin = createTopicAdmin(options);
  const publisher = createPublisher(options, maxMessageBytes);
  const consumers = new Set<RunningConsumer>();
  const known = new Set<string>();
  let isClosed = false;

  function assertOpen(): void {
    if (isClosed)
      throw new EventLogError('EVENT_LOG_CLOSED', 'The event log is closed.', { retriable: false });
  }

  /** kafkajs would try for minutes to write to a topic that nobody made. */
  async function assertKnown(topic: string): Promise<void> {
    if (known.has(topic)) return;
    // With the brokers away the publisher may be patient.
    const exists = await admin.topicExists(topic).catch((error) => {
      if (error instanceof EventLogError && error.retriable) return null;
      throw error;
    });
    if (exists === false) throw missingTopic(topic);
    if (exists) known.add(topic);
  }

  const groupId = (topic: string, group: string) => `${prefix}${group}.${topic}`;

  return {
    async ensureTopics() {
      assertOpen();
      const settings = { 'max.message.bytes': String(maxMessageBytes), ...topicSettings };
      await admin.createTopics(
        TOPICS.map((topic) => ({ name: prefix + topic, partitions, replication, settings })),
      );
    },
    async publish(topic, messages) {
      assertOpen();
      assertMessagesFit(messages, maxMessageBytes);
      await assertKnown(prefix + topic);
      await publisher.publish(prefix + topic, messages);
    },
    async consume(wanted) {
      assertOpen();
      const topic = typeof wanted.topic === 'string' ? prefix + wanted.topic : wanted.topic.external;
      const consumer = startKafkaConsumer({
        log: options,
        admin,
        topic,
        groupId: groupId(typeof wanted.topic === 'string' ? wanted.topic : topic, wanted.group),
        options: wanted,
      });
      consumers.add(consumer);
      const forget = () => void consumers.delete(consumer);
      consumer.done.then(forget, forget);
      return consumer;
    },
    async *browse(topic) {
      assertOpen();
      yield* browseTopic(options, prefix + topic, await admin.ranges(prefix + topic));
    },
    async lag(topic, group) {
      assertOpen();
      return admin.lag(prefix + topic, groupId(topic, group));
    },
    async ping() {
      assertOpen();
      await admin.ping();
    },
    async close() {
      isClosed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await publisher.close();
    },
  };
}

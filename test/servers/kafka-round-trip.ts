import { randomUUID } from 'node:crypto';
import kafkajs, { type Kafka, type KafkaConfig } from 'kafkajs';

/** A bare client, so that a broker is tested without the project's own adapter. */
export function kafkaClient(address: string, config: Partial<KafkaConfig> = {}): Kafka {
  return new kafkajs.Kafka({
    clientId: 'callwarden-test',
    brokers: [address],
    logLevel: kafkajs.logLevel.NOTHING,
    ...config,
    // kafkajs writes a function bound to the password into the object it is given.
    ...(config.sasl !== undefined && { sasl: { ...config.sasl } }),
  });
}

/** Creates the topic (one partition) if it is new, and appends the values. */
export async function produce(kafka: Kafka, topic: string, values: readonly string[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

/** The first `count` values of the topic, read by a new group. */
export async function consumeAll(kafka: Kafka, topic: string, count: number): Promise<string[]> {
  const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
  const values: string[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    // Right after a restart its group is still loading: the consumer tries again by itself.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    consumer
      .run({
        eachMessage: async ({ message }) => {
          values.push(message.value?.toString('utf8') ?? '');
          if (values.length >= count) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return values;
}

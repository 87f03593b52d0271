import type { Admin, RetryOptions, SeekEntry } from 'kafkajs';
import { EventLogError, type PartitionLag } from '../port.ts';
import { createKafkaClient } from './kafka-client.ts';
import { kafkaFault } from './kafka-fault.ts';
import { type KafkaEventLogOptions, PATIENT, PROMPT } from './settings.ts';
import { waitForLeaders, whenCoordinated } from './settling.ts';
import { withDeadline } from './with-deadline.ts';

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface PartitionRange {
  readonly partition: number;
  /** Offset of the oldest message. */
  readonly start: string;
  /** Offset of the next message to come. */
  readonly end: string;
}

/** Questions and orders to the brokers. Every method rejects with EventLogError; all but `createTopics` answer promptly. */
export interface TopicAdmin {
  createTopics(plans: readonly TopicPlan[]): Promise<void>;
  topicExists(topic: string): Promise<boolean>;
  /** Rejects with EVENT_LOG_REFUSED when the topic does not exist. */
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  lag(topic: string, group: string): Promise<readonly PartitionLag[]>;
  ping(): Promise<void>;
}

const PROMPT_DEADLINE_MS = 10_000;
const PATIENT_DEADLINE_MS = 300_000;

/** Connects for each call: they are rare, and a connection kept would have to be watched. */
export function createTopicAdmin(options: KafkaEventLogOptions): TopicAdmin {
  const requestTimeoutMs = Math.min(options.requestTimeoutMs ?? 30_000, 10_000);

  async function withAdmin<Result>(
    retry: RetryOptions,
    deadlineMs: number,
    work: (admin: Admin) => Promise<Result>,
  ): Promise<Result> {
    const { kafka, release } = createKafkaClient(options, {
      retry,
      requestTimeoutMs,
      connectionTimeoutMs: 5000,
    });
    const admin = kafka.admin();
    try {
      return await withDeadline(
        admin.connect().then(() => work(admin)),
        deadlineMs,
      );
    } catch (error) {
      throw kafkaFault(error);
    } finally {
      await release(() => admin.disconnect(), 1000);
    }
  }

  const ask = <Answer>(question: (admin: Admin) => Promise<Answer>) =>
    withAdmin(PROMPT, PROMPT_DEADLINE_MS, question);

  async function existing(admin: Admin): Promise<ReadonlySet<string>> {
    return new Set(await admin.listTopics());
  }

  async function assertExists(admin: Admin, topic: string): Promise<void> {
    if (!(await existing(admin)).has(topic)) throw missingTopic(topic);
  }

  async function rangesOf(admin: Admin, topic: string): Promise<readonly PartitionRange[]> {
    await assertExists(admin, topic);
    const offsets: readonly (SeekEntry & { high: string; low: string })[] =
      await admin.fetchTopicOffsets(topic);
    return offsets
      .map(({ partition, low, high }) => ({ partition, start: low, end: high }))
      .sort((a, b) => a.partition - b.partition);
  }

  async function createMissing(admin: Admin, plans: readonly TopicPlan[]): Promise<void> {
    const known = await existing(admin);
    for (const { name, partitions, replication, settings } of plans) {
      if (known.has(name)) continue;
      const configEntries = Object.entries(settings).map(([key, value]) => ({ name: key, value }));
      const topic = { topic: name, numPartitions: partitions, replicationFactor: replication, configEntries };
      // False when another process was faster.
      await admin.createTopics({ topics: [topic], waitForLeaders: false, timeout: 10_000 });
    }
    await waitForLeaders(
      admin,
      plans.map(({ name }) => name),
    );
  }

  return {
    createTopics: (plans) => withAdmin(PATIENT, PATIENT_DEADLINE_MS, (admin) => createMissing(admin, plans)),
    topicExists: (topic) => ask(async (admin) => (await existing(admin)).has(topic)),
    ranges: (topic) => ask((admin) => rangesOf(admin, topic)),
    lag: (topic, group) =>
      ask(async (admin) => {
        const ranges = await rangesOf(admin, topic);
        const [offsets] = await whenCoordinated(() =>
          admin.fetchOffsets({ groupId: group, topics: [topic] }),
        );
        return ranges.map((range) => {
          const offset = offsets?.partitions.find(({ partition }) => partition === range.partition)?.offset;
          return partitionLag(range, BigInt(offset ?? -1));
        });
      }),
    ping: () => ask(async (admin) => void (await admin.describeCluster())),
  };
}

/** A group that has committed nothing, or lags behind what retention kept, goes on from the oldest message. */
function partitionLag({ partition, start, end }: PartitionRange, offset: bigint): PartitionLag {
  const committed = offset < BigInt(start) ? BigInt(start) : offset;
  const lag = BigInt(end) - committed;
  return { partition, committed: String(committed), end, lag: Number(lag > 0n ? lag : 0n) };
}

export function missingTopic(topic: string): EventLogError {
  const message = `There is no topic ${topic}; ensureTopics makes those of the flow.`;
  return new EventLogError('EVENT_LOG_REFUSED', message, { retriable: false });
}

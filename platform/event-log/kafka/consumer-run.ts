import kafkajs, { type ConsumerConfig, type PartitionAssigner } from 'kafkajs';
import { EventLogError } from '../port.ts';
import { type FetchLoss, onFetchLoss } from './fetch-loss-patch.ts';
import { createKafkaClient } from './kafka-client.ts';
import type { PartitionDelivery } from './partition-delivery.ts';
import { type KafkaEventLogOptions, PATIENT } from './settings.ts';

export interface ConsumerRunOptions {
  readonly log: KafkaEventLogOptions;
  readonly topic: string;
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly concurrency: number;
  readonly stopGraceMs: number;
  readonly delivery: PartitionDelivery;
  /** A broker answered the group's member: all is well. */
  readonly onSign: () => void;
  readonly onJoined: (partitions: ReadonlySet<number>) => void;
  readonly onConnectionFault: (error: unknown) => void;
  readonly onLoss: (loss: FetchLoss) => void;
}

/** One life of a kafkajs consumer, from connecting to its end. It never starts again by itself. */
export interface ConsumerRun {
  /** Resolves with what ended it; null when it was stopped. Everything is let go of by then. */
  readonly ended: Promise<unknown>;
  /** Between the first and the last sign of life from its group. */
  healthyMs(): number;
  stop(): Promise<void>;
}

const LEAVE_MS = 3000;

export function startConsumerRun(options: ConsumerRunOptions): ConsumerRun {
  const { log, topic, groupId, sessionTimeoutMs, delivery, stopGraceMs } = options;
  const { requestTimeoutMs = 30_000, stallTimeoutMs = 360_000 } = log;
  const { kafka, release } = createKafkaClient(log, {
    retry: PATIENT,
    requestTimeoutMs,
    connectionTimeoutMs: 5000,
    onConnectionFault: options.onConnectionFault,
  });
  const consumer = kafka.consumer(consumerConfig());
  const { promise: ended, resolve: finish } = Promise.withResolvers<unknown>();
  let isEnding = false;
  let signMs = performance.now();
  let firstSignMs: number | null = null;

  function sign(): void {
    signMs = performance.now();
    firstSignMs ??= signMs;
    options.onSign();
  }

  function consumerConfig(): ConsumerConfig {
    const assigner: PartitionAssigner = (config) => {
      onFetchLoss(config.cluster, options.onLoss);
      return kafkajs.PartitionAssigners.roundRobin(config);
    };
    return {
      groupId,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: Math.max(60_000, sessionTimeoutMs),
      heartbeatInterval: Math.min(3000, sessionTimeoutMs / 4),
      // Short, for a stop or a heartbeat waits behind it; a message ends it at once.
      maxWaitTimeInMs: Math.min(500, sessionTimeoutMs / 4),
      allowAutoTopicCreation: false,
      partitionAssigners: [assigner],
      // The supervisor starts again, with a consumer that remembers nothing.
      retry: { ...PATIENT, restartOnFailure: async () => false },
    };
  }

  async function begin(): Promise<void> {
    const { CRASH, GROUP_JOIN, HEARTBEAT, COMMIT_OFFSETS, REQUEST_TIMEOUT } = consumer.events;
    consumer.on(CRASH, ({ payload }) => end(payload.error));
    consumer.on(HEARTBEAT, sign);
    consumer.on(COMMIT_OFFSETS, sign);
    consumer.on(REQUEST_TIMEOUT, ({ payload }) => {
      const message = `Kafka: ${payload.broker} does not answer (${payload.apiName}).`;
      options.onConnectionFault(new EventLogError('EVENT_LOG_TIMEOUT', message, { retriable: true }));
    });
    consumer.on(GROUP_JOIN, ({ payload }) => {
      delivery.settled();
      options.onJoined(new Set(payload.memberAssignment[topic] ?? []));
      sign();
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: options.concurrency,
      eachBatch: delivery.deliver,
    });
  }

  async function end(error: unknown): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    clearInterval(watchdog);
    // First of all kafkajs must know: it fetches no more, and leaves the group after what is in hand.
    const disconnecting = consumer.disconnect().catch(() => {});
    await delivery.stop(stopGraceMs);
    await release(() => disconnecting, LEAVE_MS);
    finish(error);
  }

  // kafkajs has been seen to stop in silence (kafkajs#659).
  const watchdog = setInterval(() => {
    const silentMs = performance.now() - signMs;
    if (delivery.isBusy() || silentMs < stallTimeoutMs) return;
    const message = `Kafka: no sign of life from group ${groupId} for ${Math.round(silentMs)} ms.`;
    end(new EventLogError('EVENT_LOG_TIMEOUT', message, { retriable: true }));
  }, stallTimeoutMs / 4);

  begin().catch(end);
  return {
    ended,
    healthyMs: () => (firstSignMs === null ? 0 : signMs - firstSignMs),
    async stop() {
      await end(null);
      await ended;
    },
  };
}

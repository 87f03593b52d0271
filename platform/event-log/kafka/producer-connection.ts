import kafkajs, { type RecordMetadata, type TopicMessages } from 'kafkajs';
import { createKafkaClient } from './kafka-client.ts';
import type { Partitioner } from './partitioner.ts';
import { type Compression, type KafkaEventLogOptions, PATIENT } from './settings.ts';

/** An idempotent producer: acknowledged means that all in-sync replicas have it. */
export interface ProducerConnection {
  /** Connects when needed. Rejects with an error of kafkajs: the connection must be disposed of then. */
  send(topicMessages: TopicMessages[]): Promise<readonly RecordMetadata[]>;
  /** Ends it at once, or after the requests on their way when there is time. */
  dispose(graceMs: number): Promise<void>;
}

const { CompressionTypes } = kafkajs;
const CODECS: Readonly<Record<Compression, number>> = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD,
};

export function createProducerConnection(
  options: KafkaEventLogOptions,
  partitioner: Partitioner,
): ProducerConnection {
  const { compression = 'zstd', requestTimeoutMs = 30_000 } = options;
  const { kafka, release } = createKafkaClient(options, {
    retry: PATIENT,
    requestTimeoutMs,
    connectionTimeoutMs: 5000,
  });
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    createPartitioner: partitioner.create,
    retry: PATIENT,
  });
  let connecting: Promise<void> | null = null;

  return {
    async send(topicMessages) {
      connecting ??= producer.connect();
      await connecting;
      return producer.sendBatch({ topicMessages, acks: -1, compression: CODECS[compression] });
    },
    dispose: (graceMs) => release(() => producer.disconnect(), graceMs),
  };
}

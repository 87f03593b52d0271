import type { Backoff } from '../backoff.ts';
import type { EventLogLogger } from '../logger.ts';

export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';

/** PEM texts. Without `ca` the authorities that Node knows are trusted; `cert` and `key` for brokers that ask for them. */
export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaSasl {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}

export interface KafkaEventLogOptions {
  /** Brokers to start from, `host:port`. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Put before the names of topics and groups. */
  readonly prefix?: string;
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaSasl;
  readonly logger: EventLogLogger;
  /** Epoch milliseconds. */
  readonly clock?: () => number;

  /** Of topics made by ensureTopics. Default 6. */
  readonly partitions?: number;
  /** Copies of topics made by ensureTopics. Default 1. */
  readonly replication?: number;
  /** More settings of topics made by ensureTopics, as Kafka names them: `retention.ms`, `min.insync.replicas` … */
  readonly topicSettings?: Readonly<Record<string, string>>;
  /** Largest message taken, and `max.message.bytes` of topics made by ensureTopics. Default 8 MiB. */
  readonly maxMessageBytes?: number;

  /** Of what is published. Every kind is read. Default zstd. */
  readonly compression?: Compression;
  /** A publish that is not acknowledged by then rejects with EVENT_LOG_TIMEOUT. Default 120 s. */
  readonly publishTimeoutMs?: number;
  /** More than this waiting to be published is refused with EVENT_LOG_BUSY. Default 64 MiB. */
  readonly maxQueuedBytes?: number;

  /** A member silent for longer loses its partitions. Default 30 s. */
  readonly sessionTimeoutMs?: number;
  /** When a broker has not answered a request. Default 30 s. */
  readonly requestTimeoutMs?: number;
  /** How often in a row a consumer that fell over starts again, without a committed batch, before `done` rejects. Default 5. */
  readonly maxRestarts?: number;
  /** While time can mend the fault (brokers away), it goes on starting for this long at least. Default 10 min. */
  readonly giveUpAfterMs?: number;
  /** A consumer without a sign of life from its group for so long starts again. Default 6 min: longer than kafkajs's own retries. */
  readonly stallTimeoutMs?: number;
  /** Between attempts after a fault. */
  readonly backoff?: Backoff;
}

/**
 * For work that may wait for a broker to come back: about five minutes. With kafkajs's own defaults a restart of a
 * broker shows up as errors of the application, and consumers need half a minute longer.
 */
export const PATIENT = { retries: 60, initialRetryTime: 200, maxRetryTime: 5000, factor: 0.2, multiplier: 2 };

/** For questions that want an answer now. */
export const PROMPT = { retries: 4, initialRetryTime: 100, maxRetryTime: 1000, factor: 0.2, multiplier: 2 };

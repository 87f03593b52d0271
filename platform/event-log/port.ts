/** The four topics of the flow; a configurable prefix is put before the name by the adapter. */
export const TOPICS = ['transcripts', 'findings', 'reviews', 'rejected'] as const;
export type Topic = (typeof TOPICS)[number];

export interface OutgoingMessage {
  /** Messages of one key keep their order. */
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A message of another system without a value (a tombstone) arrives with a value of no bytes. */
export interface IncomingMessage extends OutgoingMessage {
  readonly headers: Readonly<Record<string, string>>;
  /** The name in the log, with its prefix. */
  readonly topic: string;
  readonly partition: number;
  /** Decimal, as Kafka counts them. */
  readonly offset: string;
  /** When the log took it, epoch milliseconds. */
  readonly timestampMs: number;
}

/** Passed to a handler so that long work keeps its partition. */
export interface BatchContext {
  /**
   * Call at least every few seconds while working on a batch: a handler that is silent for longer than the session
   * timeout loses its partition to another member. Rejects (EVENT_LOG_LOST) when that has happened.
   */
  heartbeat(): Promise<void>;
  /** Aborted when the partition was taken away or the grace of `stop` is over: write nothing more, nothing is committed. */
  readonly signal: AbortSignal;
}

/**
 * Handles a batch of one partition, in order. Resolving says "every outcome is durable": offsets are committed then.
 * Throwing says "the outside failed": the same messages (perhaps with later ones) come again after a backoff, while
 * other partitions go on. Bad data never throws.
 */
export type BatchHandler = (batch: readonly IncomingMessage[], context: BatchContext) => Promise<void>;

export interface ConsumeOptions {
  /** A flow topic, or the exact name of a topic of another system (no prefix is put before it). */
  readonly topic: Topic | { readonly external: string };
  /** Members of one group share the partitions; each (group, topic) has its own offsets and starts at the oldest message. */
  readonly group: string;
  /** Messages handed over at once, at most. Default 200. */
  readonly maxBatch?: number;
  /** Partitions handled at the same time, at most. Default 1. */
  readonly concurrency?: number;
  /** How long `stop` lets the batch in hand finish before it aborts the signal. Default 8000 ms. */
  readonly stopGraceMs?: number;
  readonly handle: BatchHandler;
}

export interface RunningConsumer {
  /** Finishes the batch in hand, commits and leaves the group. May be called again. */
  stop(): Promise<void>;
  /** Resolves when stopped; rejects with a coded error when it can't go on (readiness and exit hang on this). */
  readonly done: Promise<void>;
  /** Epoch milliseconds of the last committed batch, or of the start. */
  lastProgressMs(): number;
  /** What it waits for after a fault, or null when all is well. The code is that of the error met, if it has one. */
  fault(): ConsumerFault | null;
}

export interface ConsumerFault {
  readonly code: string;
  readonly message: string;
  readonly sinceMs: number;
}

export interface PartitionLag {
  readonly partition: number;
  /** The next offset the group will be given: the oldest message's while it has committed nothing. */
  readonly committed: string;
  readonly end: string;
  readonly lag: number;
}

/** The stream between the services. At least once: a message may come again, never be lost. */
export interface EventLog {
  /** Creates missing flow topics. Safe to call by several processes at once. */
  ensureTopics(): Promise<void>;
  /** Resolves when every message is durable; rejects with a coded EventLogError otherwise (some may be durable then). */
  publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Returns at once: until the log can be reached or the topic exists, the consumer waits and shows it as its fault. */
  consume(options: ConsumeOptions): Promise<RunningConsumer>;
  /** Reads a topic from its start to the end it had when called, outside of any group. Partitions come in any order. */
  browse(topic: Topic): AsyncIterable<IncomingMessage>;
  lag(topic: Topic, group: string): Promise<readonly PartitionLag[]>;
  /** Rejects with a coded error while the log can't be reached. */
  ping(): Promise<void>;
  /** Stops what still runs and lets go of files and connections. */
  close(): Promise<void>;
}

export type EventLogErrorCode =
  /** Nobody answers, or nobody who is in charge. */
  | 'EVENT_LOG_UNREACHABLE'
  /** It answers too late; a lock is held too long. */
  | 'EVENT_LOG_TIMEOUT'
  /** It said no: credentials, rights, settings, a topic that does not exist. */
  | 'EVENT_LOG_REFUSED'
  /** One message is larger than `maxMessageBytes`; none of its call's messages was written. */
  | 'EVENT_LOG_TOO_LARGE'
  /** No room on the disk. */
  | 'EVENT_LOG_FULL'
  /** Too much is waiting to be published in this process; nothing of this call was taken. */
  | 'EVENT_LOG_BUSY'
  /** What was there is gone: a topic was deleted, offsets point nowhere, a partition went to another member, a file is damaged. */
  | 'EVENT_LOG_LOST'
  | 'EVENT_LOG_CLOSED';

export class EventLogError extends Error {
  readonly code: EventLogErrorCode;
  /** Whether trying again later, unchanged, can succeed. */
  readonly retriable: boolean;
  constructor(code: EventLogErrorCode, message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'EventLogError';
    this.code = code;
    this.retriable = options.retriable;
  }
}

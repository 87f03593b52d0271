/** The four topics of the flow; a configurable prefix is put before the name by the adapter. */
export const TOPICS = ['transcripts', 'findings', 'reviews', 'rejected'] as const;
export type Topic = (typeof TOPICS)[number];

export interface OutgoingMessage {
  /** Messages of one key keep their order. */
  readonly key: string | null;
  readonly value: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IncomingMessage extends OutgoingMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly partition: number;
  /** Decimal, as Kafka counts them. */
  readonly offset: string;
  /** When the log took it, epoch milliseconds. */
  readonly timestampMs: number;
}

/** Passed to a handler so that long work keeps its partitions. */
export interface BatchContext {
  /** Call at least every few seconds while working on a batch. */
  heartbeat(): Promise<void>;
  /** Aborted on stop or when the partition was taken away: write nothing more. */
  readonly signal: AbortSignal;
}

/**
 * Handles a batch of one partition, in order. Resolving says "every outcome is durable": offsets are committed then.
 * Throwing says "the outside failed": the same batch comes again after a backoff. Bad data never throws.
 */
export type BatchHandler = (batch: readonly IncomingMessage[], context: BatchContext) => Promise<void>;

export interface ConsumeOptions {
  /** A flow topic, or the exact name of a topic of another system (no prefix is put before it). */
  readonly topic: Topic | { readonly external: string };
  readonly group: string;
  /** Messages handed over at once, at most. Default 200. */
  readonly maxBatch?: number;
  readonly handle: BatchHandler;
}

export interface RunningConsumer {
  /** Finishes the batch in hand, commits and leaves the group. */
  stop(): Promise<void>;
  /** Resolves when stopped; rejects with a coded error when it can't go on (readiness and exit hang on this). */
  readonly done: Promise<void>;
  /** Epoch milliseconds of the last committed batch, or of the start. */
  lastProgressMs(): number;
  /** What it waits for after a fault, or null when all is well. */
  fault(): { readonly code: string; readonly message: string; readonly sinceMs: number } | null;
}

export interface PartitionLag {
  readonly partition: number;
  readonly committed: string;
  readonly end: string;
  readonly lag: number;
}

/** The stream between the services. At least once: a message may come again, never be lost. */
export interface EventLog {
  /** Creates missing flow topics. Safe to call by several processes at once. */
  ensureTopics(): Promise<void>;
  /** Resolves when every message is durable; rejects with a coded EventLogError otherwise. */
  publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<void>;
  consume(options: ConsumeOptions): Promise<RunningConsumer>;
  /** Reads a topic from its start to the end it had when called, outside of any group. */
  browse(topic: Topic): AsyncIterable<IncomingMessage>;
  lag(topic: Topic, group: string): Promise<readonly PartitionLag[]>;
  /** Rejects with a coded error while the log can't be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export class EventLogError extends Error {
  readonly code:
    | 'EVENT_LOG_UNREACHABLE'
    | 'EVENT_LOG_TIMEOUT'
    | 'EVENT_LOG_REFUSED'
    | 'EVENT_LOG_FULL'
    | 'EVENT_LOG_LOST'
    | 'EVENT_LOG_CLOSED';
  readonly retriable: boolean;
  constructor(
    code: EventLogError['code'],
    message: string,
    options: { retriable: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'EventLogError';
    this.code = code;
    this.retriable = options.retriable;
  }
}

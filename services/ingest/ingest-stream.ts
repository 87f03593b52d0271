import type { EventLog } from '../../platform/event-log/port.ts';
import type { AcceptedItem, ItemOutcome, RejectedItem } from './accept-item.ts';
import { addOutcomes, type IngestProgress, NO_PROGRESS } from './ingest-progress.ts';
import { publishRejected } from './publish-rejected.ts';
import { publishTranscripts } from './publish-transcripts.ts';
import { readOutcomes } from './read-outcomes.ts';
import { untilAborted } from './until-aborted.ts';

export interface IngestStreamOptions {
  readonly eventLog: EventLog;
  /** Bytes of one item; see itemLimit. */
  readonly maxItemBytes: number;
  /** Name of the stream in dead letters, for example calls.ndjson. Its end may say the format. */
  readonly name: string;
  /** A format by name, as listed in sources/registry.ts; recognised when left out. */
  readonly format?: string;
  /** Whether rejected items also go to the rejected topic. Default true. */
  readonly deadLetters?: boolean;
  /** Every rejected item, once, in order, after it is durable as a dead letter. */
  readonly onRejected?: (item: RejectedItem) => void | Promise<void>;
  /** Every accepted item that has warnings, in order. */
  readonly onWarning?: (item: AcceptedItem) => void;
  /** After every batch that became durable. */
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
}

const BATCH_ITEMS = 200;
const BATCH_BYTES = 1_048_576;

/**
 * Reads transcripts in any registered format, gzip or plain, and publishes them in batches: memory stays bounded.
 * Resolves when everything is durable. Rejects with an EventLogError when the log fails, with the signal's reason when
 * aborted, with the stream's own error when it breaks; running it again on the same bytes is harmless.
 */
export async function ingestStream(
  readable: AsyncIterable<Uint8Array>,
  options: IngestStreamOptions,
): Promise<IngestProgress> {
  let bytes = 0;
  const count = (chunk: Uint8Array) => {
    bytes += chunk.length;
  };
  let progress = NO_PROGRESS;
  let batch: ItemOutcome[] = [];
  let held = 0;

  async function flush(): Promise<void> {
    options.signal?.throwIfAborted();
    await publishBatch(batch, options);
    progress = { ...addOutcomes(progress, batch), bytes };
    options.onProgress?.(progress);
    batch = [];
    held = 0;
  }
  for await (const outcome of readOutcomes(untilAborted(readable, count, options.signal), options)) {
    batch.push(outcome);
    held += outcome.status === 'accepted' ? outcome.json.length : outcome.raw.length;
    if (batch.length >= BATCH_ITEMS || held >= BATCH_BYTES) await flush();
  }
  await flush();
  return progress;
}

async function publishBatch(batch: readonly ItemOutcome[], options: IngestStreamOptions): Promise<void> {
  const { eventLog, name, deadLetters = true, onRejected, onWarning, now = () => new Date() } = options;
  const accepted = batch.filter((outcome) => outcome.status === 'accepted');
  const rejected = batch.filter((outcome) => outcome.status === 'rejected');
  await publishTranscripts(eventLog, accepted);
  if (deadLetters) {
    const sourced = rejected.map((item) => ({ item, source: `${name}:${item.line}`, key: null }));
    await publishRejected(eventLog, sourced, now);
  }
  for (const item of accepted) if (item.warnings.length > 0) onWarning?.(item);
  for (const item of rejected) await onRejected?.(item);
}

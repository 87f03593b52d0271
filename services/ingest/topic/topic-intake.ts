import type { BatchContext, EventLog, IncomingMessage } from '../../../platform/event-log/port.ts';
import { createConsumerPart } from '../../../platform/lifecycle/consumer-part.ts';
import type { Part } from '../../../platform/lifecycle/part.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { Metrics } from '../../../platform/metrics/create-metrics.ts';
import type { AcceptedItem, RejectedItem } from '../accept-item.ts';
import { publishRejected, type SourcedRejection } from '../publish-rejected.ts';
import { publishTranscripts } from '../publish-transcripts.ts';
import { readOutcomes } from '../read-outcomes.ts';

export interface TopicIntakeOptions {
  /** Exact name of the other system's topic. */
  readonly topic: string;
  readonly group: string;
  readonly eventLog: EventLog;
  /** See itemLimit. */
  readonly maxItemBytes: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now?: () => Date;
}

const PUBLISH_BYTES = 1_048_576;

/**
 * Takes transcripts from another system's topic: a message holds one or many in any registered format. What is no
 * transcript becomes a dead letter; offsets are committed when every outcome is durable.
 */
export function createTopicIntake(options: TopicIntakeOptions): Part {
  const { topic, group, eventLog, logger, metrics, now = () => new Date() } = options;

  async function handle(batch: readonly IncomingMessage[], context: BatchContext): Promise<void> {
    let held = createHeld();
    const totals = { messages: batch.length, accepted: 0, rejected: 0 };
    const flush = async () => {
      context.signal.throwIfAborted();
      await publishTranscripts(eventLog, held.accepted);
      await publishRejected(eventLog, held.rejected, now);
      totals.accepted += held.accepted.length;
      totals.rejected += held.rejected.length;
      metrics.processed.inc({ stage: 'ingest' }, held.accepted.length);
      for (const { item } of held.rejected) metrics.rejected.inc({ stage: 'ingest', code: item.code });
      held = createHeld();
      await context.heartbeat();
    };
    for (const message of batch) {
      for await (const item of outcomesOf(message)) {
        held.add(item, message);
        if (held.bytes() >= PUBLISH_BYTES) await flush();
      }
    }
    await flush();
    metrics.lastProgress.setToCurrentTime({ stage: 'ingest' });
    logger.info({ topic, ...totals }, 'took a batch');
  }

  async function* outcomesOf(message: IncomingMessage): AsyncIterable<AcceptedItem | RejectedItem> {
    let count = 0;
    for await (const outcome of readOutcomes(once(message.value), { ...options, name: topic })) {
      count++;
      yield outcome;
    }
    if (count === 0) yield noItem(message);
  }

  return createConsumerPart({
    name: 'topic',
    eventLog,
    consume: { topic: { external: topic }, group, handle },
  });
}

/** Outcomes that are not durable yet. */
function createHeld() {
  const accepted: AcceptedItem[] = [];
  const rejected: SourcedRejection[] = [];
  let bytes = 0;
  return {
    accepted,
    rejected,
    bytes: () => bytes,
    add(item: AcceptedItem | RejectedItem, { topic, partition, offset, key }: IncomingMessage) {
      bytes += item.status === 'accepted' ? item.json.length : item.raw.length;
      if (item.status === 'accepted') accepted.push(item);
      else rejected.push({ item, source: `${topic}:${partition}:${offset}:${item.index}`, key });
    },
  };
}

async function* once(value: Uint8Array): AsyncIterable<Uint8Array> {
  yield value;
}

function noItem({ value }: IncomingMessage): RejectedItem {
  const details = [{ field: '$', reason: 'holds no transcript' }];
  const place = { index: 0, line: 1, warnings: [], callId: null, revision: null };
  return { status: 'rejected', ...place, code: 'empty', details, raw: value };
}

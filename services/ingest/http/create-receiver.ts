import type { IncomingMessage } from 'node:http';
import type { EventLog } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { Metrics } from '../../../platform/metrics/create-metrics.ts';
import type { ItemOutcome } from '../accept-item.ts';
import { SOURCES } from '../sources/registry.ts';
import { createBackPressure, type Ticket } from './back-pressure.ts';
import { collectBody } from './collect-body.ts';
import type { ProblemCode, ProblemMore } from './problems.ts';
import { createTimedPublisher } from './publish-in-time.ts';
import { readItems } from './read-items.ts';
import type { Receipt } from './receipt.ts';
import { refusalOf, toReceipt } from './to-receipt.ts';

export interface ReceiverOptions {
  readonly eventLog: EventLog;
  /** Of a body after decompression. */
  readonly maxBodyBytes: number;
  readonly maxItems: number;
  /** See itemLimit. */
  readonly maxItemBytes: number;
  /** Requests worked on at once, and the bytes they hold together. */
  readonly maxInFlight: number;
  readonly maxInFlightBytes: number;
  /** For a whole body to arrive. Default one minute. */
  readonly bodyTimeoutMs?: number;
  /** For the event log to take a request's transcripts. Default ten seconds. */
  readonly publishTimeoutMs?: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What to answer; gone when the sender left. */
export type ReceiverAnswer =
  | { readonly status: 'received'; readonly receipt: Receipt }
  | ({ readonly status: 'refused'; readonly code: ProblemCode } & ProblemMore)
  | { readonly status: 'gone' };

const MEDIA_TYPES = new Set(SOURCES.flatMap((source) => source.contentTypes));

/** Takes the body of a request through all steps: headers, bytes, items, event log. */
export function createReceiver(
  options: ReceiverOptions,
): (request: IncomingMessage) => Promise<ReceiverAnswer> {
  const { eventLog, logger, metrics, bodyTimeoutMs = 60_000, publishTimeoutMs = 10_000 } = options;
  const pressure = createBackPressure({
    maxRequests: options.maxInFlight,
    maxBytes: options.maxInFlightBytes,
  });
  const publisher = createTimedPublisher({ eventLog, timeoutMs: publishTimeoutMs, logger });

  async function receive(request: IncomingMessage): Promise<ReceiverAnswer> {
    const { headers } = request;
    const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
    if (!MEDIA_TYPES.has(mediaType)) return refused('unsupported_media_type');
    if (encoding !== 'gzip' && encoding !== 'identity') return refused('unsupported_encoding');
    if (Number(headers['content-length']) > options.maxBodyBytes) return refused('too_large');
    const ticket = pressure.enter();
    if (ticket === null) return refused('too_busy');
    try {
      const body = await collectBody(request, encoding, bodyLimits(ticket));
      if (body.status !== 'whole') return body;
      return await take(body.chunks, mediaType, ticket);
    } finally {
      ticket.release();
    }
  }

  async function take(
    chunks: readonly Uint8Array[],
    mediaType: string,
    ticket: Ticket,
  ): Promise<ReceiverAnswer> {
    const read = await readItems(chunks, mediaType, options);
    if (read.status === 'too_many') {
      return refused('too_many_items', { detail: `At most ${options.maxItems} are taken at once.` });
    }
    countRejected(read.outcomes);
    const refusal = refusalOf(read);
    if (refusal !== null) return { status: 'refused', ...refusal };
    const accepted = read.outcomes.filter((outcome) => outcome.status === 'accepted');
    // What the log still holds after a late answer stays counted.
    const published = await publisher.publish(accepted, ticket.hold());
    if (published === 'busy') return refused('too_busy');
    if (published === 'unavailable') return refused('event_log_unavailable');
    metrics.processed.inc({ stage: 'ingest' }, accepted.length);
    metrics.lastProgress.setToCurrentTime({ stage: 'ingest' });
    return { status: 'received', receipt: toReceipt(read.outcomes) };
  }

  function countRejected(outcomes: readonly ItemOutcome[]): void {
    for (const item of outcomes) {
      if (item.status === 'rejected') metrics.rejected.inc({ stage: 'ingest', code: item.code });
    }
  }

  const bodyLimits = (ticket: Ticket) => ({
    maxBytes: options.maxBodyBytes,
    timeoutMs: bodyTimeoutMs,
    take: (bytes: number) => ticket.take(bytes),
  });

  return receive;
}

const refused = (code: ProblemCode, more: ProblemMore = {}): ReceiverAnswer => ({
  status: 'refused',
  code,
  ...more,
});

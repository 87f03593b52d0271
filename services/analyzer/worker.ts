import type { StoredCall } from '../../contracts/call-record.ts';
import { deadLetter, type RejectDetail, type RejectedMessage } from '../../contracts/rejected.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import type {
  BatchContext,
  EventLog,
  IncomingMessage,
  OutgoingMessage,
} from '../../platform/event-log/port.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore, WriteResult } from '../../platform/record-store/port.ts';
import type { AnalyseCall } from './analyse-call.ts';
import { callOutcome, type Sampling } from './call-outcome.ts';
import type { ContactHistory } from './history.ts';
import { readMessage } from './read-message.ts';

export interface WorkerDependencies {
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly store: Pick<RecordStore, 'writeCalls'>;
  readonly analyse: AnalyseCall;
  readonly history: ContactHistory;
  readonly sampling: Sampling;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'processed' | 'rejected' | 'findings' | 'lastProgress'>;
  readonly now: () => Date;
}

type Step =
  | { readonly outcome: StoredCall; readonly message: IncomingMessage }
  | { readonly letter: RejectedMessage };

/** Calls handed to the store at once; a heartbeat stands between two chunks. */
const CHUNK = 50;

/**
 * Handles a batch of the transcripts topic: analyse, write, tell. Resolves when every outcome is durable: a record in the
 * store with its findings on the topic, or a dead letter. Faults of the outside are thrown and the batch comes again,
 * which changes nothing: ids are hashes of what decides them.
 */
export function createWorker(dependencies: WorkerDependencies) {
  return async function analyseBatch(
    batch: readonly IncomingMessage[],
    context: BatchContext,
  ): Promise<void> {
    for (let from = 0; from < batch.length; from += CHUNK) {
      const steps: Step[] = [];
      for (const message of batch.slice(from, from + CHUNK))
        steps.push(await takeStep(message, dependencies));
      await context.heartbeat();
      if (context.signal.aborted) return;
      await settle(steps, dependencies);
      await context.heartbeat();
    }
    dependencies.metrics.lastProgress.set({ stage: 'analyzer' }, dependencies.now().getTime() / 1_000);
  };
}

async function takeStep(message: IncomingMessage, dependencies: WorkerDependencies): Promise<Step> {
  const read = readMessage(message.value);
  if (read.status === 'rejected')
    return { letter: letterFor(message, read.code, read.details, dependencies.now()) };
  const history = await dependencies.history(read.transcript);
  try {
    const analysis = dependencies.analyse(read.transcript, history);
    return { message, outcome: callOutcome(read.transcript, analysis, dependencies.sampling) };
  } catch (error) {
    dependencies.logger.error({ err: error, ...positionOf(message) }, 'a call could not be analysed');
    return {
      letter: letterFor(message, 'analysis_failed', [analysisFailed(read.transcript)], dependencies.now()),
    };
  }
}

async function settle(
  steps: readonly Step[],
  { eventLog, store, metrics, now, logger }: WorkerDependencies,
): Promise<void> {
  const analysed = steps.filter((step) => 'outcome' in step);
  const results = analysed.length === 0 ? [] : await store.writeCalls(analysed.map(({ outcome }) => outcome));
  const letters = steps.flatMap((step) => ('letter' in step ? [step.letter] : []));
  const findings: OutgoingMessage[] = [];
  const reviews: OutgoingMessage[] = [];
  for (const [index, { outcome, message }] of analysed.entries()) {
    const result: WriteResult | undefined = results[index];
    if (result?.status === 'refused') {
      letters.push(letterFor(message, 'store_refused', [{ field: '$', reason: result.reason }], now()));
      continue;
    }
    metrics.processed.inc({ stage: 'analyzer' });
    if (result === undefined || result.status === 'stale') continue;
    findings.push(...findingMessages(outcome));
    if ('reopened' in result)
      reviews.push(...result.reopened.map((event) => jsonMessage(event.callId, event, 'review-event/1')));
    for (const { finding } of outcome.findings) metrics.findings.inc({ category: finding.category });
  }
  if (findings.length > 0) await eventLog.publish('findings', findings);
  if (reviews.length > 0) await eventLog.publish('reviews', reviews);
  if (letters.length > 0)
    await eventLog.publish(
      'rejected',
      letters.map((letter) => jsonMessage(letter.id, letter, 'rejected/1')),
    );
  for (const { code } of letters) metrics.rejected.inc({ stage: 'analyzer', code });
  if (letters.length > 0)
    logger.warn(
      { rejected: letters.length, codes: [...new Set(letters.map(({ code }) => code))] },
      'dead letters',
    );
}

const jsonMessage = (key: string, value: unknown, schema: string): OutgoingMessage => ({
  key,
  value: Buffer.from(JSON.stringify(value)),
  headers: { schema },
});

/** One message a finding that officers see; told again on redelivery, readers know it by its id. */
const findingMessages = ({ record, findings }: StoredCall): OutgoingMessage[] =>
  findings
    .filter(({ finding }) => finding.status === 'active')
    .map(({ finding }) => jsonMessage(record.debtorId ?? record.callId, finding, 'finding/1'));

const positionOf = ({ topic, partition, offset }: IncomingMessage) => ({ topic, partition, offset });

function letterFor(
  message: IncomingMessage,
  code: RejectedMessage['code'],
  details: readonly RejectDetail[],
  now: Date,
): RejectedMessage {
  const { topic, partition, offset } = message;
  return deadLetter({
    stage: 'analyzer',
    code,
    details: [...details],
    source: `${topic}:${partition}:${offset}`,
    key: message.key,
    raw: message.value,
    now,
  });
}

const analysisFailed = ({ callId, revision }: Transcript): RejectDetail => ({
  field: '$',
  reason: `call ${callId} revision ${revision} could not be analysed; the error is in the log`,
  mend: 'after a fixed release, redrive it with callwarden rejected redrive',
});

import type { StoredCall } from '../../contracts/call-record.ts';
import { deadLetter, type RejectDetail, type RejectedMessage } from '../../contracts/rejected.ts';
import type { ReviewEvent } from '../../contracts/review.ts';
import type { Transcript } from '../../contracts/transcript.ts';
import type { BatchContext, EventLog, IncomingMessage } from '../../platform/event-log/port.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore, WriteResult } from '../../platform/record-store/port.ts';
import type { AnalyseCall } from './analyse-call.ts';
import { callOutcome, type Sampling } from './call-outcome.ts';
import type { ContactHistory } from './history.ts';
import { readMessage } from './read-message.ts';
import { publishFindings, publishLetters, publishReopened } from './tell-outcomes.ts';

export interface WorkerDependencies {
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly store: Pick<RecordStore, 'writeCalls' | 'getCall'>;
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
      const steps = await takeSteps(batch.slice(from, from + CHUNK), dependencies);
      await context.heartbeat();
      if (context.signal.aborted) return;
      await settle(steps, dependencies);
      await context.heartbeat();
    }
    dependencies.metrics.lastProgress.set({ stage: 'analyzer' }, dependencies.now().getTime() / 1_000);
  };
}

/** Calls of one chunk are each other's history whatever their order; only then is a chunk's result the same when it comes again. */
async function takeSteps(
  messages: readonly IncomingMessage[],
  dependencies: WorkerDependencies,
): Promise<readonly Step[]> {
  const reads = messages.map((message) => ({ message, read: readMessage(message.value) }));
  const together = reads.flatMap(({ read }) => (read.status === 'transcript' ? [read.transcript] : []));
  return Promise.all(
    reads.map(async ({ message, read }): Promise<Step> => {
      if (read.status === 'rejected')
        return { letter: letterFor(message, read.code, read.details, dependencies.now()) };
      const history = await dependencies.history(read.transcript, together);
      try {
        const analysis = dependencies.analyse(read.transcript, history);
        return { message, outcome: callOutcome(read.transcript, analysis, dependencies.sampling) };
      } catch (error) {
        dependencies.logger.error({ err: error, ...positionOf(message) }, 'a call could not be analysed');
        const details = [analysisFailed(read.transcript)];
        return { letter: letterFor(message, 'analysis_failed', details, dependencies.now()) };
      }
    }),
  );
}

async function settle(
  steps: readonly Step[],
  { eventLog, store, metrics, now, logger }: WorkerDependencies,
): Promise<void> {
  const analysed = steps.filter((step) => 'outcome' in step);
  const results = analysed.length === 0 ? [] : await store.writeCalls(analysed.map(({ outcome }) => outcome));
  const letters = steps.flatMap((step) => ('letter' in step ? [step.letter] : []));
  const told: Promise<StoredCall | null>[] = [];
  const reopened: ReviewEvent[] = [];
  for (const [index, { outcome, message }] of analysed.entries()) {
    const result: WriteResult | undefined = results[index];
    if (result?.status === 'refused') {
      letters.push(letterFor(message, 'store_refused', [{ field: '$', reason: result.reason }], now()));
      continue;
    }
    metrics.processed.inc({ stage: 'analyzer' });
    if (result === undefined || result.status === 'stale') continue;
    if ('reopened' in result) reopened.push(...result.reopened);
    // Late calls may have changed the history since the first delivery: what the store has is what is told.
    told.push(
      result.status === 'unchanged' ? store.getCall(outcome.record.callId) : Promise.resolve(outcome),
    );
    if (result.status === 'unchanged') continue;
    for (const { finding } of outcome.findings) metrics.findings.inc({ category: finding.category });
  }
  await publishFindings(
    eventLog,
    (await Promise.all(told)).filter((call) => call !== null),
  );
  await publishReopened(eventLog, reopened);
  await publishLetters(eventLog, letters);
  for (const { code } of letters) metrics.rejected.inc({ stage: 'analyzer', code });
  if (letters.length > 0)
    logger.warn(
      { rejected: letters.length, codes: [...new Set(letters.map(({ code }) => code))] },
      'dead letters',
    );
}

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

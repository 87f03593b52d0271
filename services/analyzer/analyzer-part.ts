import type { EventLog } from '../../platform/event-log/port.ts';
import { createConsumerPart } from '../../platform/lifecycle/consumer-part.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import { createCallAnalysis } from './analyse-call.ts';
import type { Sampling } from './call-outcome.ts';
import { createContactHistory } from './history.ts';
import type { Rulebook } from './rulebook/rulebook.ts';
import { createWorker } from './worker.ts';

export interface AnalyzerPartOptions {
  readonly eventLog: EventLog;
  readonly store: RecordStore;
  readonly rulebook: Rulebook;
  readonly group: string;
  readonly sampling: Sampling;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The analyzer as a part of a process: reads the transcripts topic and leaves records, findings and dead letters. */
export function createAnalyzerPart(options: AnalyzerPartOptions): Part {
  const { eventLog, store, rulebook, group, sampling, logger, metrics } = options;
  const analyse = createCallAnalysis(rulebook);
  const handle = createWorker({
    eventLog,
    store,
    analyse,
    history: createContactHistory(store, rulebook),
    sampling,
    logger,
    metrics,
    now: () => new Date(),
  });
  return createConsumerPart({ name: 'analyzer', eventLog, consume: { topic: 'transcripts', group, handle } });
}

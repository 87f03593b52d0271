import type { EventLog } from '../../platform/event-log/port.ts';
import { createConsumerPart } from '../../platform/lifecycle/consumer-part.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import type { Sampling } from './call-outcome.ts';
import { createContactHistory } from './history.ts';
import type { InForce, RulebookInForce } from './rulebook-in-force.ts';
import { createWorker } from './worker.ts';

export interface AnalyzerPartOptions {
  readonly eventLog: EventLog;
  readonly store: RecordStore;
  /** Asked before each batch: a rulebook that takes another's place does so between two batches. */
  readonly inForce: RulebookInForce;
  readonly group: string;
  readonly sampling: Sampling;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The analyzer as a part of a process: reads the transcripts topic and leaves records, findings and dead letters. */
export function createAnalyzerPart(options: AnalyzerPartOptions): Part {
  const { eventLog, store, inForce, group, sampling, logger, metrics } = options;
  const createHandle = ({ rulebook, analyse }: InForce) =>
    createWorker({
      eventLog,
      store,
      analyse,
      history: createContactHistory(store, rulebook),
      sampling,
      logger,
      metrics,
      now: () => new Date(),
    });
  let working = { with: inForce.current(), handle: createHandle(inForce.current()) };
  const handle: typeof working.handle = (batch, context) => {
    const current = inForce.current();
    if (working.with !== current) working = { with: current, handle: createHandle(current) };
    return working.handle(batch, context);
  };
  return createConsumerPart({ name: 'analyzer', eventLog, consume: { topic: 'transcripts', group, handle } });
}

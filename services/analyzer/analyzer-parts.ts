import type { Config } from '../../platform/config/config-schema.ts';
import type { EventLog } from '../../platform/event-log/port.ts';
import { createLagWatch } from '../../platform/lifecycle/lag-watch.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import { createAnalyzerPart } from './analyzer-part.ts';
import type { RulebookInForce } from './rulebook-in-force.ts';
import { createRulebookWatch } from './rulebook-watch.ts';

export interface ConfiguredAnalyzer {
  readonly config: Pick<Config, 'analyzer'>;
  readonly eventLog: EventLog;
  readonly store: RecordStore;
  readonly inForce: RulebookInForce;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** All parts of the analyzer as the configuration wants them, alike in a process of its own and in the whole product. */
export function analyzerParts({
  config: { analyzer },
  eventLog,
  store,
  inForce,
  logger,
  metrics,
}: ConfiguredAnalyzer): readonly Part[] {
  const { group, rulebookDir: folder, reloadEveryMs: everyMs } = analyzer;
  return [
    createLagWatch({ eventLog, topic: 'transcripts', group, metrics }),
    createRulebookWatch({ folder, inForce, everyMs, logger, metrics }),
    createAnalyzerPart({
      eventLog,
      store,
      inForce,
      group,
      sampling: { rate: analyzer.sampleRate, seed: analyzer.sampleSeed },
      logger,
      metrics,
    }),
  ];
}

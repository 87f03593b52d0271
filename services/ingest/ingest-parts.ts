import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../../platform/config/config-schema.ts';
import type { EventLog } from '../../platform/event-log/port.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import { createFolderWatch } from './folder/watch-folder.ts';
import { createIntake } from './http/create-intake.ts';
import { ingestKeys } from './ingest-keys.ts';
import { itemLimit } from './item-limit.ts';
import { createTopicIntake } from './topic/topic-intake.ts';

export interface IngestDeps {
  readonly config: Config;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** The intake by HTTP as configured, for any fastify app. Throws ConfigError when a cluster has no keys. */
export function configuredIntake({ config, ...deps }: IngestDeps): FastifyPluginAsync {
  const { maxBodyBytes, maxItems, maxInFlight, maxInFlightBytes } = config.ingest;
  return createIntake({
    ...deps,
    apiKeys: ingestKeys(config, deps.logger),
    maxBodyBytes,
    maxItems,
    maxInFlight,
    maxInFlightBytes,
    maxItemBytes: itemLimit(config.kafka.maxMessageBytes),
  });
}

/** The intakes that run beside HTTP, those that are configured: a watched folder, another system's topic. */
export function backgroundIntakes({ config, ...deps }: IngestDeps): Part[] {
  const { folder, folderSettleMs: settleMs, kafkaTopic: topic, kafkaGroup: group } = config.ingest;
  const shared = { ...deps, maxItemBytes: itemLimit(config.kafka.maxMessageBytes) };
  return [
    ...(folder === undefined ? [] : [createFolderWatch({ ...shared, folder, settleMs })]),
    ...(topic === undefined ? [] : [createTopicIntake({ ...shared, topic, group })]),
  ];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config-schema.ts';
import { createEmbeddedEventLog } from '../event-log/embedded/embedded-event-log.ts';
import { createKafkaEventLog } from '../event-log/kafka/kafka-event-log.ts';
import type { EventLog } from '../event-log/port.ts';
import type { Logger } from '../logging/create-logger.ts';
import { createEmbeddedRecordStore } from '../record-store/embedded/embedded-record-store.ts';
import { createOpenSearchRecordStore } from '../record-store/opensearch/opensearch-record-store.ts';
import type { RecordStore } from '../record-store/port.ts';

/** The outside world behind its two ports. Whoever opens it closes both. */
export interface Runtime {
  readonly eventLog: EventLog;
  readonly store: RecordStore;
}

/** Picks the adapters that the configuration names: the only place, besides tests, that knows both kinds. */
export function openEventLog(config: Config, logger: Logger): EventLog {
  const { kafka } = config;
  if (config.runtime === 'embedded') {
    return createEmbeddedEventLog({
      path: join(config.dataDir, 'event-log.sqlite'),
      partitions: kafka.partitions,
      maxMessageBytes: kafka.maxMessageBytes,
      logger,
    });
  }
  const { mechanism, username, password } = kafka.sasl;
  return createKafkaEventLog({
    brokers: kafka.brokers,
    clientId: kafka.clientId,
    prefix: kafka.prefix,
    partitions: kafka.partitions,
    replication: kafka.replication,
    maxMessageBytes: kafka.maxMessageBytes,
    logger,
    ...(kafka.tls.enabled ? { tls: readPem(kafka.tls) } : {}),
    ...(mechanism && username && password ? { sasl: { mechanism, username, password } } : {}),
  });
}

export function openRecordStore(config: Config, logger: Logger): RecordStore {
  if (config.runtime === 'embedded')
    return createEmbeddedRecordStore({ path: join(config.dataDir, 'records.sqlite') });
  const { nodes, prefix, username, password, requestTimeoutMs, ...files } = config.openSearch;
  return createOpenSearchRecordStore({
    nodes,
    prefix,
    requestTimeoutMs,
    logger,
    ...readPem(files),
    ...(username && password ? { username, password } : {}),
  });
}

export function openRuntime(config: Config, logger: Logger): Runtime {
  const eventLog = openEventLog(config, logger);
  return { eventLog, store: openRecordStore(config, logger) };
}

function readPem(files: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined }) {
  const { ca, cert, key } = files;
  return {
    ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
    ...(cert === undefined ? {} : { cert: readFileSync(cert, 'utf8') }),
    ...(key === undefined ? {} : { key: readFileSync(key, 'utf8') }),
  };
}

import { after, before, type TestContext } from 'node:test';
import {
  createKafkaEventLog,
  type KafkaEventLogOptions,
} from '../../../../platform/event-log/kafka/kafka-event-log.ts';
import type { EventLog } from '../../../../platform/event-log/port.ts';
import { type KafkaServer, startKafka } from '../../../../platform/servers/start-kafka.ts';
import { testJdks } from '../../../servers/require.ts';
import { createLogRecorder, type LogRecorder } from './log-recorder.ts';

export const SESSION_TIMEOUT_MS = 2000;

export interface FaultBroker {
  server(): KafkaServer;
  open(t: TestContext, options: Partial<KafkaEventLogOptions> & { prefix: string }): EventLog;
  /** What the logs opened in this file have written so far. */
  readonly lines: LogRecorder;
}

/** A broker for this file alone, to be killed and paused, that allows short sessions. Call inside describe. */
export function faultBroker(): FaultBroker {
  let kafka: KafkaServer | undefined;
  const lines = createLogRecorder();
  const server = () => {
    if (kafka === undefined) throw new Error('the broker is not started yet');
    return kafka;
  };
  before(async () => {
    const properties = { 'group.min.session.timeout.ms': 500, 'log.retention.check.interval.ms': 500 };
    kafka = await startKafka({ jdks: await testJdks(), properties });
  });
  after(() => kafka?.stop());
  return {
    server,
    lines,
    open(t, options) {
      const log = createKafkaEventLog({
        brokers: [server().address],
        clientId: 'faults',
        logger: lines.logger,
        sessionTimeoutMs: SESSION_TIMEOUT_MS,
        backoff: { initialMs: 50, maxMs: 500 },
        ...options,
      });
      t.after(() => log.close());
      return log;
    },
  };
}

import { before, describe } from 'node:test';
import { createKafkaEventLog } from '../../../platform/event-log/kafka/kafka-event-log.ts';
import { silentLogger } from '../../../platform/event-log/logger.ts';
import { sharedOrSkip } from '../../servers/require.ts';
import { sharedServer } from '../../servers/shared.ts';
import { eventLogContract } from './contract.ts';

/** The least that a broker allows unless it is told otherwise. */
const SESSION_TIMEOUT_MS = 6000;

describe('the event log in Kafka', { skip: await sharedOrSkip('kafka') }, () => {
  let broker = '';
  before(async () => {
    broker = await sharedServer('kafka');
  });

  eventLogContract(() => ({
    sessionTimeoutMs: SESSION_TIMEOUT_MS,
    open: (options) =>
      createKafkaEventLog({
        brokers: [broker],
        clientId: 'contract',
        logger: silentLogger,
        sessionTimeoutMs: SESSION_TIMEOUT_MS,
        backoff: { initialMs: 20, maxMs: 200 },
        ...options,
      }),
    fixtureLog: (prefix) => ({
      adapter: 'kafka',
      brokers: [broker],
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      prefix,
    }),
  }));
});

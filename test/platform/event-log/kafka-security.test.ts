import assert from 'node:assert/strict';
import { after, before, describe, type TestContext, test } from 'node:test';
import {
  createKafkaEventLog,
  type KafkaEventLogOptions,
} from '../../../platform/event-log/kafka/kafka-event-log.ts';
import { silentLogger } from '../../../platform/event-log/logger.ts';
import { type KafkaServer, startKafka } from '../../../platform/servers/start-kafka.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';
import { makeTestCertificates, type TestCertificates } from '../../servers/test-certificates.ts';
import { collect } from './support/collect.ts';
import { numbered, numberOf, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { until } from './support/until.ts';

const PASSWORD = 'correct horse battery staple';

describe('Kafka behind TLS and SASL', { skip: await serversOrSkip('kafka') }, () => {
  let kafka: KafkaServer;
  let certificates: TestCertificates;
  before(async () => {
    certificates = await makeTestCertificates();
    const { ca, server } = certificates;
    const security = { certificates: { ca, ...server }, users: { analyzer: PASSWORD } };
    kafka = await startKafka({ jdks: await testJdks(), security });
  });
  after(() => kafka.stop());

  function open(t: TestContext, options: Partial<KafkaEventLogOptions> & { prefix: string }) {
    const log = createKafkaEventLog({
      brokers: [kafka.address],
      clientId: 'secure',
      logger: silentLogger,
      backoff: { initialMs: 20, maxMs: 200 },
      ...options,
    });
    t.after(() => log.close());
    return log;
  }

  for (const mechanism of ['plain', 'scram-sha-256', 'scram-sha-512'] as const) {
    test(`signs in by ${mechanism} over TLS`, async (t) => {
      const sasl = { mechanism, username: 'analyzer', password: PASSWORD };
      const brokers = [kafka.secure?.sasl ?? ''];
      const log = open(t, { prefix: `${mechanism}.`, brokers, tls: { ca: certificates.ca }, sasl });
      await log.ensureTopics();
      await log.publish('transcripts', numbered(50));
      const recorder = createRecorder();
      await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('all have come', () => recorder.seen.length >= 50);
      assert.deepEqual(recorder.numbers(), range(50));
      await log.ping();
    });
  }

  test('shows its own certificate where one is asked for', async (t) => {
    const { ca, client } = certificates;
    const brokers = [kafka.secure?.mutualTls ?? ''];
    const log = open(t, { prefix: 'mutual.', brokers, tls: { ca, ...client } });
    await log.ensureTopics();
    await log.publish('transcripts', numbered(5));
    assert.deepEqual((await collect(log, 'transcripts')).map(numberOf).sort(), range(5));
    await assert.rejects(open(t, { prefix: 'mutual.', brokers, tls: { ca } }).ping(), {
      code: 'EVENT_LOG_UNREACHABLE',
    });
  });

  test('a wrong password is a refusal: told at once, and a consumer ends instead of trying for ever', async (t) => {
    const log = open(t, {
      prefix: 'refused.',
      brokers: [kafka.secure?.sasl ?? ''],
      tls: { ca: certificates.ca },
      sasl: { mechanism: 'scram-sha-512', username: 'analyzer', password: 'guessed' },
      maxRestarts: 2,
    });
    const refused = { code: 'EVENT_LOG_REFUSED', retriable: false };
    await assert.rejects(log.ping(), refused);
    await assert.rejects(log.publish('transcripts', numbered(1)), refused);
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: async () => {} });
    await assert.rejects(consumer.done, refused);
    assert.equal(consumer.fault()?.code, 'EVENT_LOG_REFUSED');
  });

  test('a broker with a certificate of an unknown authority is not spoken to', async (t) => {
    const log = open(t, { prefix: 'unknown.', brokers: [kafka.secure?.sasl ?? ''], tls: {} });
    await assert.rejects(log.ping(), { code: 'EVENT_LOG_UNREACHABLE' });
  });
});

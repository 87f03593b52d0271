import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { KafkaConfig, SASLOptions } from 'kafkajs';
import { type KafkaServer, startKafka } from '../../../platform/servers/start-kafka.ts';
import { consumeAll, kafkaClient, produce } from '../../servers/kafka-round-trip.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';
import { makeTestCertificates, type TestCertificates } from '../../servers/test-certificates.ts';

const username = 'analyzer';
const password = 'Not-a-secret.1';
const noRetry = { retry: { retries: 0 } };

describe('a Kafka broker with TLS and SASL', { skip: await serversOrSkip('kafka') }, () => {
  let certificates: TestCertificates;
  let broker: KafkaServer;
  let sasl: string;
  let mutualTls: string;
  before(async () => {
    certificates = await makeTestCertificates();
    const { ca, server } = certificates;
    const security = { certificates: { ca, ...server }, users: { [username]: password } };
    broker = await startKafka({ security, jdks: await testJdks() });
    assert.ok(broker.secure !== undefined);
    ({ sasl, mutualTls } = broker.secure);
  });
  after(() => broker?.stop());

  const logins: readonly SASLOptions[] = [
    { mechanism: 'plain', username, password },
    { mechanism: 'scram-sha-256', username, password },
    { mechanism: 'scram-sha-512', username, password },
  ];
  for (const login of logins) {
    it(`lets the user in by ${login.mechanism}, and nobody with another password`, async () => {
      const right = { ssl: { ca: certificates.ca }, sasl: login };
      await produce(kafkaClient(sasl, right), login.mechanism, ['in']);
      assert.deepEqual(await consumeAll(kafkaClient(sasl, right), login.mechanism, 1), ['in']);
      const wrong = { ...right, sasl: { ...login, password: 'guessed' } };
      await refused(sasl, { ...noRetry, ...wrong }, /authentication/i);
    });
  }

  it('is known only by its authority', async () => {
    const { ca } = await makeTestCertificates();
    const sasl256 = { mechanism: 'scram-sha-256', username, password } as const;
    await refused(sasl, { ...noRetry, ssl: { ca }, sasl: sasl256 }, /certificate|self.signed/i);
  });

  it('wants a client certificate of its authority on the other listener', async () => {
    const { ca, client } = certificates;
    await produce(kafkaClient(mutualTls, { ...noRetry, ssl: { ca, ...client } }), 'mutual', ['in']);
    await refused(mutualTls, { ...noRetry, ssl: { ca } });
    const stranger = (await makeTestCertificates()).client;
    await refused(mutualTls, { ...noRetry, ssl: { ca, ...stranger } });
  });

  it('still knows its users after SIGKILL', async () => {
    await broker.kill();
    await broker.restart();
    const sasl512 = { mechanism: 'scram-sha-512', username, password } as const;
    await produce(kafkaClient(sasl, { ssl: { ca: certificates.ca }, sasl: sasl512 }), 'later', ['in']);
  });
});

async function refused(address: string, config: Partial<KafkaConfig>, reason?: RegExp): Promise<void> {
  const admin = kafkaClient(address, config).admin();
  const attempt = admin.connect().then(() => admin.listTopics());
  await (reason === undefined ? assert.rejects(attempt) : assert.rejects(attempt, reason));
  await admin.disconnect();
}

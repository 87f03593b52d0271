import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import {
  createKafkaEventLog,
  type KafkaEventLogOptions,
} from '../../../platform/event-log/kafka/kafka-event-log.ts';
import { silentLogger } from '../../../platform/event-log/logger.ts';
import { resolveServerJars } from '../../../platform/servers/resolve-server-jars.ts';
import { chooseJdk } from '../../../platform/servers/server-versions.ts';
import { type KafkaServer, startKafka } from '../../../platform/servers/start-kafka.ts';
import { kafkaClient } from '../../servers/kafka-round-trip.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';
import { collect } from './support/collect.ts';
import { numbered, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { storedCodecs } from './support/stored-codecs.ts';
import { until } from './support/until.ts';

describe('Kafka on the wire', { skip: await serversOrSkip('kafka') }, () => {
  let kafka: KafkaServer;
  before(async () => {
    kafka = await startKafka({ jdks: await testJdks() });
  });
  after(() => kafka.stop());

  function open(t: TestContext, options: Partial<KafkaEventLogOptions> & { prefix: string }) {
    const log = createKafkaEventLog({
      brokers: [kafka.address],
      clientId: 'wire',
      logger: silentLogger,
      backoff: { initialMs: 20, maxMs: 200 },
      ...options,
    });
    t.after(() => log.close());
    return log;
  }

  for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    test(`${codec}: what we publish is stored so and read back`, async (t) => {
      const prefix = `ours-${codec}.`;
      const log = open(t, { prefix, compression: codec });
      await log.ensureTopics();
      const padding = '保证 '.repeat(500);
      await log.publish(
        'transcripts',
        range(300).map((number) => ({ key: `${number % 9}`, value: Buffer.from(`${number} ${padding}`) })),
      );
      const stored = storedCodecs(kafka.dir, `${prefix}transcripts`);
      assert.equal(stored.length > 0, true);
      assert.deepEqual(new Set(stored), new Set([codec]));
      const texts = (await collect(log, 'transcripts')).map(({ value }) => Buffer.from(value).toString());
      assert.deepEqual(new Set(texts), new Set(range(300).map((number) => `${number} ${padding}`)));
    });

    test(`${codec}: what Kafka's own producer writes is read`, async (t) => {
      const prefix = `theirs-${codec}.`;
      const topic = `${prefix}transcripts`;
      const log = open(t, { prefix });
      await log.ensureTopics();
      await produceWithJava(topic, codec, 4000);
      assert.deepEqual(new Set(storedCodecs(kafka.dir, topic)), new Set([codec]));
      const recorder = createRecorder();
      await log.consume({ topic: { external: topic }, group: 'g', handle: recorder.handle });
      await until('all have come', () => recorder.seen.length >= 4000);
      const numbers = recorder.seen.map(({ value }) => Number(Buffer.from(value).toString().split(' ')[0]));
      assert.deepEqual(
        numbers.sort((a, b) => a - b),
        range(4000),
      );
    });
  }

  async function produceWithJava(topic: string, codec: string, count: number): Promise<void> {
    const jdk = chooseJdk('kafka', await testJdks());
    const { classpath } = await resolveServerJars({ server: 'kafka', jdk });
    const program = join(import.meta.dirname, 'fixtures/Produce.java');
    const args = ['-cp', classpath, program, kafka.address, topic, codec, String(count)];
    await promisify(execFile)(join(jdk.home, 'bin/java'), args);
  }

  test('what other systems write oddly is handed over all the same', async (t) => {
    const log = open(t, { prefix: 'odd.' });
    await log.ensureTopics();
    const producer = kafkaClient(kafka.address).producer();
    await producer.connect();
    await producer.send({
      topic: 'odd.transcripts',
      messages: [
        { key: 'tombstone', value: null, headers: { twice: ['a', 'b'], nothing: '' } },
        { key: Buffer.from([0xff, 0xfe]), value: Buffer.from([0x00, 0xed, 0xa0, 0x80]) },
      ],
    });
    await producer.disconnect();
    const messages = await collect(log, 'transcripts');
    const tombstone = messages.find(({ key }) => key === 'tombstone');
    assert.equal(tombstone?.value.byteLength, 0);
    assert.deepEqual(tombstone?.headers, { twice: 'b', nothing: '' });
    const bytes = messages.find(({ key }) => key !== 'tombstone');
    assert.deepEqual([...(bytes?.value ?? [])], [0x00, 0xed, 0xa0, 0x80]);
  });

  test('ensureTopics gives topics their settings', async (t) => {
    const topicSettings = { 'retention.ms': '3600000' };
    const log = open(t, { prefix: 'set.', partitions: 3, maxMessageBytes: 2_000_000, topicSettings });
    await log.ensureTopics();
    assert.equal((await log.lag('reviews', 'g')).length, 3);
    const admin = kafkaClient(kafka.address).admin();
    await admin.connect();
    t.after(() => admin.disconnect());
    const resource = { type: 2, name: 'set.reviews', configNames: ['max.message.bytes', 'retention.ms'] };
    const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
    const settings = resources[0]?.configEntries.map(({ configName, configValue }) => [
      configName,
      configValue,
    ]);
    assert.deepEqual(Object.fromEntries(settings ?? []), {
      'max.message.bytes': '2000000',
      'retention.ms': '3600000',
    });
  });

  test('a topic that takes less than we do says so with a code', async (t) => {
    const strict = open(t, { prefix: 'small.', maxMessageBytes: 300_000 });
    await strict.ensureTopics();
    const log = open(t, { prefix: 'small.', compression: 'none' });
    await assert.rejects(log.publish('transcripts', [{ key: 'big', value: Buffer.alloc(900_000, 1) }]), {
      code: 'EVENT_LOG_TOO_LARGE',
      retriable: false,
    });
    await log.publish('transcripts', numbered(5));
    assert.equal((await collect(log, 'transcripts')).length, 5);
  });
});

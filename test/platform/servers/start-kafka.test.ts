import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type KafkaServer, startKafka } from '../../../platform/servers/start-kafka.ts';
import { consumeAll, kafkaClient, produce } from '../../servers/kafka-round-trip.ts';
import { isAlive } from '../../servers/processes.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';

describe('a Kafka broker without Docker', { skip: await serversOrSkip('kafka') }, () => {
  let broker: KafkaServer;
  before(async () => {
    broker = await startKafka({ jdks: await testJdks() });
  });
  after(() => broker?.stop());

  it('takes and gives back messages', async () => {
    await produce(kafkaClient(broker.address), 'round', ['一', '二']);
    assert.deepEqual(await consumeAll(kafkaClient(broker.address), 'round', 2), ['一', '二']);
  });

  it('does not make a topic that nobody created', async () => {
    const producer = kafkaClient(broker.address).producer({
      allowAutoTopicCreation: true,
      retry: { retries: 1 },
    });
    await producer.connect();
    await assert.rejects(producer.send({ topic: 'misspelt', messages: [{ value: 'lost' }] }));
    await producer.disconnect();
  });

  it('comes back after SIGKILL at the same address with its data', async () => {
    const { address, pid } = broker;
    await produce(kafkaClient(address), 'kept', ['before']);
    await broker.kill();
    assert.equal(broker.pid, undefined);
    assert.equal(isAlive(pid), false);

    await broker.restart();
    assert.notEqual(broker.pid, pid);
    assert.equal(broker.address, address);
    await produce(kafkaClient(address), 'kept', ['after']);
    assert.deepEqual(await consumeAll(kafkaClient(address), 'kept', 2), ['before', 'after']);
  });

  it('hangs while paused and goes on when resumed', async () => {
    const impatient = { requestTimeout: 500, connectionTimeout: 500, retry: { retries: 0 } };
    const admin = kafkaClient(broker.address, impatient).admin();
    broker.pause();
    try {
      await assert.rejects(admin.connect().then(() => admin.listTopics()));
    } finally {
      broker.resume();
      await admin.disconnect();
    }
    await produce(kafkaClient(broker.address), 'resumed', ['again']);
    assert.deepEqual(await consumeAll(kafkaClient(broker.address), 'resumed', 1), ['again']);
  });

  it('leaves neither process nor folder when stopped, paused or not', async () => {
    const { pid, dir } = broker;
    broker.pause();
    await broker.stop();
    assert.equal(isAlive(pid), false);
    assert.equal(existsSync(dir), false);
    await broker.stop();
  });
});

describe('a Kafka broker with a folder of its own', { skip: await serversOrSkip('kafka') }, () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callwarden-kafka-test-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('finds its data there at the next start', async () => {
    const jdks = await testJdks();
    const first = await startKafka({ dir, jdks });
    await produce(kafkaClient(first.address), 'kept', ['first']);
    await first.stop();

    const second = await startKafka({ dir, jdks });
    try {
      assert.deepEqual(await consumeAll(kafkaClient(second.address), 'kept', 1), ['first']);
    } finally {
      await second.stop();
    }
  });

  it('keeps others out of its folder, and is not disturbed by their attempt', async () => {
    const jdks = await testJdks();
    const first = await startKafka({ dir, jdks });
    try {
      await assert.rejects(startKafka({ dir, jdks }), {
        code: 'start_failed',
        message: /ended with exit code 1; another server runs on this folder: stop it/,
      });
      await first.restart();
      assert.deepEqual(await consumeAll(kafkaClient(first.address), 'kept', 1), ['first']);
    } finally {
      await first.stop();
    }
  });

  it('does not start when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    assert.ok(address !== null && typeof address === 'object');
    const start = startKafka({ dir, port: address.port, jdks: await testJdks() });
    await assert.rejects(start, { code: 'port_in_use', message: new RegExp(`127.0.0.1:${address.port}`) });
    other.close();
  });

  it('tells from its log why it did not start, and what helps', async () => {
    await writeFile(join(dir, 'data/meta.properties'), 'version=1\nnode.id=7\ncluster.id=other\n');
    await assert.rejects(startKafka({ dir, jdks: await testJdks() }), (fault: Error) => {
      assert.match(fault.message, /^start_failed: kafka ended with exit code 1; its data is unusable/);
      assert.match(fault.message, /Last lines of .*kafka\.log:\n(.*\n)*.*node id 7/);
      return true;
    });
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import kafkajs from 'kafkajs';
import { until } from '../platform/event-log/support/until.ts';
import { contentOf } from '../platform/record-store/contract/store-under-test.ts';
import { serversOrSkip } from '../servers/require.ts';
import { clusterScene, PREFIX, type ServingProcess } from './support/cluster-scene.ts';
import { analyzerLag, assertNothingLostOrDoubled, deadLetters } from './support/oracle.ts';

/** The stream goes on through one fault after the other; what must hold is asked at the end, of everything sent. */
test('ingest, analyzers, Kafka and OpenSearch under faults: nothing lost, nothing twice, order kept', {
  skip: await serversOrSkip('kafka', 'opensearch'),
  timeout: 600_000,
}, async (t) => {
  const scene = await clusterScene(t);
  const { kafka, openSearch } = scene;
  const ready = (process: ServingProcess) =>
    until('it is ready', async () => (await process.readiness()) === 200);
  const drained = () =>
    until('nothing waits', async () => (await analyzerLag(scene.eventLog).catch(() => 1)) === 0, 120_000);
  const lines = (process: ServingProcess, code: string) => process.said().split(code).length - 1;
  /** Waits for one more line with the code than there are now. */
  const noticed = (process: ServingProcess, code: string) => {
    const before = lines(process, code);
    return until(`it notices: ${code}`, () => lines(process, code) > before);
  };

  await Promise.all([kafka.kill(), openSearch.kill()]);
  let analyzer = await scene.start('analyzer');
  const ingest = await scene.start('ingest');

  await t.test(
    'processes wait for servers that are away when they start, and can be stopped meanwhile',
    async () => {
      const impatient = await scene.start('analyzer');
      for (const process of [analyzer, impatient])
        await until('it waits', () => lines(process, 'waiting for the outside') > 0);
      await until('it says so', async () => (await analyzer.readiness()) === 503);
      assert.equal(await impatient.end('SIGTERM'), 0);
      await kafka.restart();
      await ready(ingest);
      assert.equal(await analyzer.readiness(), 503, 'the store is still away');
      await openSearch.restart();
      await ready(analyzer);
    },
  );

  const sender = scene.startSender(ingest);
  await scene.progress(50);

  await t.test('the broker is killed and comes back', async () => {
    await kafka.kill();
    await kafka.restart();
    await scene.progress(100);
  });

  await t.test('OpenSearch is killed and comes back', async () => {
    await openSearch.kill();
    await noticed(analyzer, 'STORE_UNREACHABLE');
    await openSearch.restart();
    await scene.progress(100);
  });

  await t.test('OpenSearch hangs for the time of several requests', async () => {
    openSearch.pause();
    await noticed(analyzer, 'STORE_TIMEOUT');
    openSearch.resume();
    await scene.progress(100);
  });

  await t.test('the broker hangs for a while', async () => {
    const before = sender.sent();
    kafka.pause();
    await until('requests wait', async () => (await ingest.readiness()) === 503);
    kafka.resume();
    await until('the sender goes on', () => sender.sent() > before);
    await scene.progress(100);
  });

  await t.test('OpenSearch takes no writes for a while: nothing is rejected for that', async () => {
    const block = (value: boolean | null) =>
      scene.operate('PUT', `/${PREFIX}*/_settings`, { 'index.blocks.read_only_allow_delete': value });
    await block(true);
    await noticed(analyzer, 'STORE_FULL');
    await block(null);
    await scene.progress(100);
    assert.equal((await deadLetters(scene.eventLog)).size, 0);
  });

  await t.test(
    'from one analyzer to three, one is killed in the middle of its work, one is told to stop',
    async () => {
      const others = [await scene.start('analyzer'), await scene.start('analyzer')];
      for (const other of others) await ready(other);
      await scene.progress(50);
      await analyzer.end('SIGKILL');
      await scene.progress(50);
      assert.equal(await others[0]?.end('SIGTERM'), 0);
      await scene.progress(50);
      analyzer = others[1] ?? analyzer;
    },
  );

  await sender.stop();
  await drained();
  assert.equal(await analyzer.end('SIGTERM'), 0);
  await scene.operate('POST', `/${PREFIX}*/_refresh`);
  await assertNothingLostOrDoubled(scene, { calls: sender.sent() });

  await t.test('the whole topic given again changes nothing, byte for byte', async () => {
    const before = await contentOf(scene.store);
    const client = new kafkajs.Kafka({
      brokers: [kafka.address],
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const admin = client.admin();
    await admin.connect();
    const groupId = `${PREFIX}callwarden-analyzer.transcripts`;
    await until('the group is empty', async () => {
      const { groups } = await admin.describeGroups([groupId]);
      return groups[0]?.state === 'Empty';
    });
    await admin.resetOffsets({ groupId, topic: `${PREFIX}transcripts`, earliest: true });
    await admin.disconnect();
    assert.ok((await analyzerLag(scene.eventLog)) >= sender.sent());
    const again = await scene.start('analyzer');
    await drained();
    assert.equal(await again.end('SIGTERM'), 0);
    await scene.operate('POST', `/${PREFIX}*/_refresh`);
    assert.equal(await contentOf(scene.store), before);
    await assertNothingLostOrDoubled(scene, { calls: sender.sent() });
  });
  assert.equal(await ingest.end('SIGTERM'), 0);
});

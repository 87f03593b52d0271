import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { createLagWatch } from '../../../platform/lifecycle/lag-watch.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { until } from '../../servers/processes.ts';

it('tells how many messages wait for a group', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'callwarden-lag-'));
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'log.sqlite'), partitions: 1 });
  t.after(async () => {
    await eventLog.close();
    await rm(folder, { recursive: true });
  });
  await eventLog.ensureTopics();
  const metrics = createMetrics();
  const running = await createLagWatch({
    eventLog,
    topic: 'transcripts',
    group: 'g',
    metrics,
    everyMs: 20,
  }).start(() => {});
  const message = { key: 'k', value: Buffer.from('x') };
  await eventLog.publish('transcripts', [message, message, message]);
  const line = 'callwarden_consumer_lag{topic="transcripts",partition="0",group="g"} 3';
  await until('the figure is 3', async () => (await metrics.registry.metrics()).includes(line));
  await running.stop();
  assert.ok((await metrics.registry.metrics()).includes(line), 'the last figure stands after the stop');
});

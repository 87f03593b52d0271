import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { Admin } from 'kafkajs';
import { kafkaClient } from '../../servers/kafka-round-trip.ts';
import { serversOrSkip } from '../../servers/require.ts';
import { startConsumerProcess } from './support/consumer-process.ts';
import { faultBroker, SESSION_TIMEOUT_MS } from './support/fault-broker.ts';
import { numbered, numberOf, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { startStream } from './support/stream.ts';
import { until } from './support/until.ts';

describe('Kafka losing things, members coming and going', { skip: await serversOrSkip('kafka') }, () => {
  const broker = faultBroker();

  async function connectAdmin(t: TestContext): Promise<Admin> {
    const admin = kafkaClient(broker.server().address).admin();
    await admin.connect();
    t.after(() => admin.disconnect());
    return admin;
  }

  async function deleteTopic(admin: Admin, topic: string): Promise<void> {
    await admin.deleteTopics({ topics: [topic] });
    await until('the topic is gone', async () => !(await admin.listTopics()).includes(topic));
  }

  test('a topic deleted under a consumer raises an alarm; made anew it is read from its start', async (t) => {
    const log = broker.open(t, { prefix: 'deleted.', partitions: 2 });
    await log.ensureTopics();
    const recorder = createRecorder();
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    await log.publish('transcripts', numbered(40));
    await until('it works', () => recorder.seen.length >= 40);

    await deleteTopic(await connectAdmin(t), 'deleted.transcripts');
    await until('it raises an alarm', () => consumer.fault()?.code === 'EVENT_LOG_LOST');
    await until('the alarm is in the log', () =>
      broker.lines.at('error').some(({ fields }) => fields.topic === 'deleted.transcripts'),
    );
    // More messages than it had read of the old topic: old offsets would skip some.
    await log.ensureTopics();
    await log.publish('transcripts', numbered(200, { from: 1000 }));
    await until('it has read the new topic', () => recorder.seen.length >= 240);
    assert.deepEqual(recorder.numbers(), [...range(40), ...range(200, 1000)]);
    await until('the alarm is over', () => consumer.fault() === null);
    const lag = await log.lag('transcripts', 'g');
    assert.equal(
      lag.every((partition) => partition.lag === 0),
      true,
    );
  });

  test('a topic deleted and made anew at once, or while nobody looks, is read from its start as well', async (t) => {
    const log = broker.open(t, { prefix: 'anew.', partitions: 2 });
    await log.ensureTopics();
    const admin = await connectAdmin(t);
    const recorder = createRecorder();
    const start = () => log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    const first = await start();
    await log.publish('transcripts', numbered(40));
    await until('it works', () => recorder.seen.length >= 40);

    await deleteTopic(admin, 'anew.transcripts');
    await log.ensureTopics();
    await log.publish('transcripts', numbered(200, { from: 1000 }));
    await until('it has read the new topic', () => recorder.seen.length >= 240);
    await first.stop();

    await deleteTopic(admin, 'anew.transcripts');
    await log.ensureTopics();
    await log.publish('transcripts', numbered(200, { from: 2000 }));
    await start();
    await until('it has read the newest topic', () => recorder.seen.length >= 440);
    assert.deepEqual(recorder.numbers(), [...range(40), ...range(200, 1000), ...range(200, 2000)]);
  });

  test('messages deleted before they were read raise an alarm; the oldest that is left comes next', async (t) => {
    const log = broker.open(t, { prefix: 'retained.', partitions: 1 });
    await log.ensureTopics();
    const recorder = createRecorder();
    let mayGoOn = false;
    const join = () =>
      log.consume({
        topic: 'transcripts',
        group: 'g',
        maxBatch: 10,
        async handle(batch, context) {
          if (!mayGoOn && batch.some((message) => numberOf(message) >= 10))
            throw new Error('the store is away');
          await recorder.handle(batch, context);
        },
      });
    await log.publish('transcripts', numbered(100));
    const consumer = await join();
    await until('it waits', () => consumer.fault()?.code === 'HANDLER_FAILED');
    await consumer.stop();
    const admin = await connectAdmin(t);
    // kafkajs's admin deletes from topics it has met only.
    await admin.fetchTopicOffsets('retained.transcripts');
    await admin.deleteTopicRecords({
      topic: 'retained.transcripts',
      partitions: [{ partition: 0, offset: '50' }],
    });
    assert.deepEqual(await log.lag('transcripts', 'g'), [
      { partition: 0, committed: '50', end: '100', lag: 50 },
    ]);

    const again = await join();
    await until('it raises an alarm', () => again.fault() !== null);
    await until('the alarm is in the log', () =>
      broker.lines.at('error').some(({ fields }) => fields.topic === 'retained.transcripts'),
    );
    mayGoOn = true;
    await until('the rest has come', () => recorder.seen.length >= 60);
    assert.deepEqual(recorder.seen.map(numberOf), [...range(10), ...range(50, 50)]);
    await until('the alarm is over', () => again.fault() === null);
  });

  test('members in processes of their own, one, three, one again, under load: nothing lost, nothing doubled', async (t) => {
    const prefix = 'scaled.';
    const log = broker.open(t, { prefix });
    await log.ensureTopics();
    const join = () =>
      startConsumerProcess(t, {
        log: {
          adapter: 'kafka',
          brokers: [broker.server().address],
          prefix,
          sessionTimeoutMs: SESSION_TIMEOUT_MS,
        },
        group: 'g',
      });
    const stream = startStream(log, { lanes: 1 });
    const members = [join()];
    await until('the first works', () => (members[0]?.handled.length ?? 0) > 50);
    members.push(join(), join());
    await until('all work', () => members.every(({ handled }) => handled.length > 50));
    await Promise.all(members.slice(1).map((member) => member.kill('SIGTERM')));
    const left = members[0]?.handled.length ?? 0;
    await until('the first works alone', () => (members[0]?.handled.length ?? 0) > left + 100);
    await stream.stop();
    const handled = () => members.flatMap((member) => member.handled);
    await until('all have come', () => handled().length >= stream.acknowledged.length);
    assert.deepEqual(
      handled().sort((a, b) => a - b),
      range(stream.acknowledged.length),
    );
    assert.deepEqual(stream.errors, []);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { numbered, numberOf, range } from '../support/numbered.ts';
import { allNumbers, createRecorder } from '../support/recorder.ts';
import { createScene, type EventLogHarness } from '../support/scene.ts';
import { until } from '../support/until.ts';

class StoreAway extends Error {
  readonly code = 'STORE_UNREACHABLE';
}

export function faultContract(harness: () => EventLogHarness): void {
  describe('faults of the outside', () => {
    test('a batch whose handler throws comes again; the fault shows until then; nothing is committed before', async (t) => {
      const { log } = await createScene(t, harness());
      const recorder = createRecorder();
      const attempts: number[][] = [];
      let isStoreAway = true;
      await log.publish('transcripts', numbered(20, { keys: 1 }));
      const consumer = await log.consume({
        topic: 'transcripts',
        group: 'g',
        maxBatch: 10,
        async handle(batch, context) {
          attempts.push(batch.map(numberOf));
          if (isStoreAway && batch.some((message) => numberOf(message) >= 10)) throw new StoreAway('gone');
          await recorder.handle(batch, context);
        },
      });
      await until('the second batch was tried three times', () => attempts.length >= 4);
      assert.equal(consumer.fault()?.code, 'STORE_UNREACHABLE');
      assert.equal(consumer.fault()?.message, 'gone');
      const lag = (await log.lag('transcripts', 'g')).reduce((sum, partition) => sum + partition.lag, 0);
      assert.equal(lag, 10);

      const stuckMs = consumer.lastProgressMs();
      isStoreAway = false;
      await until('the rest has come', () => recorder.seen.length >= 20);
      await until('the fault is over', () => consumer.fault() === null);
      assert.deepEqual(recorder.seen.map(numberOf), range(20));
      assert.equal(consumer.lastProgressMs() >= stuckMs, true);
      for (const attempt of attempts.slice(1)) assert.deepEqual(attempt, range(10, 10));
    });

    test('other partitions go on while one waits', async (t) => {
      const { log } = await createScene(t, harness());
      const recorder = createRecorder();
      await log.publish('transcripts', numbered(120, { keys: 30 }));
      let stuck: number | null = null;
      const consumer = await log.consume({
        topic: 'transcripts',
        group: 'g',
        async handle(batch, context) {
          stuck ??= batch[0]?.partition ?? null;
          if (batch[0]?.partition === stuck) throw new StoreAway('gone');
          await recorder.handle(batch, context);
        },
      });
      await until('the other partitions are through', async () =>
        (await log.lag('transcripts', 'g')).every(({ partition, lag }) => lag === 0 || partition === stuck),
      );
      assert.equal(consumer.fault()?.code, 'STORE_UNREACHABLE');
      assert.equal(recorder.partitions().has(stuck ?? -1), false);
    });

    test('a fault longer than the session timeout costs no member its partitions', async (t) => {
      const { log, open } = await createScene(t, harness());
      const [failing, other] = [createRecorder(), createRecorder()];
      let failsUntilMs = Number.POSITIVE_INFINITY;
      const join = (recorder: typeof failing, isFailing: () => boolean) =>
        open().consume({
          topic: 'transcripts',
          group: 'g',
          async handle(batch, context) {
            if (isFailing()) throw new StoreAway('gone');
            await recorder.handle(batch, context);
          },
        });
      let warmUp = 0;
      const first = await join(
        failing,
        () => performance.now() < failsUntilMs && failsUntilMs < Number.POSITIVE_INFINITY,
      );
      await join(other, () => false);
      await until('both have their share', async () => {
        await log.publish('transcripts', numbered(30, { from: warmUp, keys: 30 }));
        warmUp += 30;
        return failing.partitions().size > 0 && other.partitions().size > 0;
      });
      await until('the warm-up is through', () => failing.seen.length + other.seen.length >= warmUp);
      const before = other.partitions();

      failsUntilMs = performance.now() + 2 * harness().sessionTimeoutMs;
      await log.publish('transcripts', numbered(60, { from: warmUp, keys: 30 }));
      await until('the first shows its fault', () => first.fault() !== null);
      await until('all have come', () => failing.seen.length + other.seen.length >= warmUp + 60);
      assert.equal(performance.now() >= failsUntilMs, true);
      assert.deepEqual(allNumbers(failing, other), range(warmUp + 60));
      const afterwards = other.seen.filter((message) => numberOf(message) >= warmUp);
      assert.equal(
        afterwards.every(({ partition }) => before.has(partition)),
        true,
      );
    });

    test('a consumer waits for a topic of another system, and takes it by its exact name', async (t) => {
      const { log, open, prefix } = await createScene(t, harness());
      const recorder = createRecorder();
      const external = `${prefix}asr.transcripts`;
      const consumer = await log.consume({ topic: { external }, group: 'g', handle: recorder.handle });
      await until('it says what it waits for', () => consumer.fault() !== null);
      const asr = open({ prefix: `${prefix}asr.` });
      await asr.ensureTopics();
      await asr.publish('transcripts', numbered(30));
      await until('all have come', () => recorder.seen.length >= 30);
      await until('the fault is over', () => consumer.fault() === null);
      assert.deepEqual(recorder.numbers(), range(30));
      assert.equal(recorder.seen[0]?.topic, external);
    });
  });
}

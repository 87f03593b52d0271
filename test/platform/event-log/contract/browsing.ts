import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect } from '../support/collect.ts';
import { numbered, numberOf, range } from '../support/numbered.ts';
import { createRecorder } from '../support/recorder.ts';
import { createScene, type EventLogHarness } from '../support/scene.ts';
import { until } from '../support/until.ts';

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

export function browsingContract(harness: () => EventLogHarness): void {
  describe('browsing and lag', () => {
    test('browse ends at the end it found, and leaves every group as it was', async (t) => {
      const { log } = await createScene(t, harness());
      await log.publish('rejected', numbered(450));
      const numbers: number[] = [];
      for await (const message of log.browse('rejected')) {
        if (numbers.length === 0) await log.publish('rejected', numbered(50, { from: 450 }));
        numbers.push(numberOf(message));
      }
      assert.deepEqual(sorted(numbers), range(450));

      const recorder = createRecorder();
      await log.consume({ topic: 'rejected', group: 'g', handle: recorder.handle });
      await until('a group gets them all', () => recorder.seen.length >= 500);
      assert.deepEqual(recorder.numbers(), range(500));
    });

    test('an empty topic and an early end are no trouble', async (t) => {
      const { log } = await createScene(t, harness());
      assert.deepEqual(await collect(log, 'findings'), []);
      await log.publish('findings', numbered(500));
      for await (const _first of log.browse('findings')) break;
      assert.equal((await collect(log, 'findings')).length, 500);
    });

    test('a topic nobody made is refused with a code', async (t) => {
      const { open } = await createScene(t, harness());
      const elsewhere = open({ prefix: 'nobody-made-this.' });
      await assert.rejects(collect(elsewhere, 'rejected'), { code: 'EVENT_LOG_REFUSED' });
      await assert.rejects(elsewhere.lag('rejected', 'g'), { code: 'EVENT_LOG_REFUSED' });
    });

    test('lag counts what a group has not committed', async (t) => {
      const { log } = await createScene(t, harness());
      const total = async (group: string) =>
        (await log.lag('transcripts', group)).reduce((sum, { lag }) => sum + lag, 0);
      assert.equal(await total('g'), 0);
      await log.publish('transcripts', numbered(30));
      assert.equal(await total('g'), 30);

      const recorder = createRecorder();
      const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('the group has caught up', async () => (await total('g')) === 0);
      await consumer.stop();
      await log.publish('transcripts', numbered(5, { from: 30 }));

      assert.equal(await total('g'), 5);
      assert.equal(await total('another group'), 35);
      for (const { committed, end, lag } of await log.lag('transcripts', 'g'))
        assert.equal(Number(end) - Number(committed), lag);
    });

    test('logs of different prefixes share nothing, groups of one name neither', async (t) => {
      const { log, open, prefix } = await createScene(t, harness());
      const other = open({ prefix: `${prefix}other.` });
      await other.ensureTopics();
      const [here, there] = [createRecorder(), createRecorder()];
      await log.consume({ topic: 'transcripts', group: 'g', handle: here.handle });
      await other.consume({ topic: 'transcripts', group: 'g', handle: there.handle });
      await log.publish('transcripts', numbered(40));
      await other.publish('transcripts', numbered(30, { from: 1000 }));
      await until('both have come', () => here.seen.length >= 40 && there.seen.length >= 30);
      assert.deepEqual(here.numbers(), range(40));
      assert.deepEqual(there.numbers(), range(30, 1000));
    });

    test('one group on two topics keeps them apart', async (t) => {
      const { log } = await createScene(t, harness());
      const [calls, reviews] = [createRecorder(), createRecorder()];
      await log.consume({ topic: 'transcripts', group: 'g', handle: calls.handle });
      await log.consume({ topic: 'reviews', group: 'g', handle: reviews.handle });
      await log.publish('transcripts', numbered(40));
      await log.publish('reviews', numbered(30, { from: 1000 }));
      await until('both have come', () => calls.seen.length >= 40 && reviews.seen.length >= 30);
      assert.deepEqual(calls.numbers(), range(40));
      assert.deepEqual(reviews.numbers(), range(30, 1000));
    });

    test('ping answers', async (t) => {
      const { log } = await createScene(t, harness());
      await log.ping();
    });
  });
}

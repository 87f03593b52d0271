import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collect } from '../support/collect.ts';
import { createGate } from '../support/gate.ts';
import { numbered, range } from '../support/numbered.ts';
import { allNumbers, createRecorder } from '../support/recorder.ts';
import { createScene, type EventLogHarness } from '../support/scene.ts';
import { until } from '../support/until.ts';

export function stoppingContract(harness: () => EventLogHarness): void {
  describe('stopping', () => {
    test('stop lets the batch in hand finish and commits it; the next member starts behind it', async (t) => {
      const { log } = await createScene(t, harness());
      const [atWork, mayFinish] = [createGate(), createGate()];
      const [first, second] = [createRecorder(), createRecorder()];
      await log.publish('transcripts', numbered(60, { keys: 1 }));
      const consumer = await log.consume({
        topic: 'transcripts',
        group: 'g',
        maxBatch: 20,
        async handle(batch, context) {
          atWork.open();
          await mayFinish.opened;
          await first.handle(batch, context);
        },
      });
      await atWork.opened;
      const stopped = consumer.stop();
      mayFinish.open();
      await stopped;
      await consumer.done;
      assert.equal(first.seen.length, 20);

      await log.consume({ topic: 'transcripts', group: 'g', handle: second.handle });
      await until('the rest has come', () => second.seen.length >= 40);
      assert.deepEqual(allNumbers(first, second), range(60));
    });

    test('a batch that outlasts the grace of a stop is aborted and comes again', async (t) => {
      const { log } = await createScene(t, harness());
      const atWork = createGate();
      await log.publish('transcripts', numbered(5, { keys: 1 }));
      const consumer = await log.consume({
        topic: 'transcripts',
        group: 'g',
        stopGraceMs: 50,
        async handle(_batch, { signal }) {
          atWork.open();
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
      });
      await atWork.opened;
      await consumer.stop();
      const recorder = createRecorder();
      await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('all have come again', () => recorder.seen.length >= 5);
      assert.deepEqual(recorder.numbers(), range(5));
    });

    test('stop during a fault and stop of an idle consumer come to an end, twice if need be', async (t) => {
      const { log } = await createScene(t, harness());
      await log.publish('transcripts', numbered(5));
      const failing = await log.consume({
        topic: 'transcripts',
        group: 'g',
        handle: () => Promise.reject(new Error('the store is away')),
      });
      await until('it waits', () => failing.fault() !== null);
      assert.equal(failing.fault()?.code, 'HANDLER_FAILED');
      await failing.stop();
      await failing.stop();
      await failing.done;
      const idle = await log.consume({ topic: 'reviews', group: 'g', handle: async () => {} });
      await idle.stop();
      await idle.done;
    });

    test('close stops the consumers; afterwards everything is refused with a code', async (t) => {
      const { open } = await createScene(t, harness());
      const log = open();
      await log.publish('transcripts', numbered(5));
      const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: async () => {} });
      await log.close();
      await consumer.done;
      const closed = { code: 'EVENT_LOG_CLOSED' };
      await assert.rejects(log.publish('transcripts', numbered(1)), closed);
      await assert.rejects(log.ping(), closed);
      await assert.rejects(log.lag('transcripts', 'g'), closed);
      await assert.rejects(log.consume({ topic: 'transcripts', group: 'g', handle: async () => {} }), closed);
      await assert.rejects(collect(log, 'transcripts'), closed);
      await log.close();
    });
  });
}

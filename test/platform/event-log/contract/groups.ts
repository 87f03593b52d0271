import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchHandler } from '../../../../platform/event-log/port.ts';
import { startConsumerProcess } from '../support/consumer-process.ts';
import { createGate } from '../support/gate.ts';
import { numbered, numberOf, range } from '../support/numbered.ts';
import { allNumbers, createRecorder } from '../support/recorder.ts';
import { createScene, type EventLogHarness } from '../support/scene.ts';
import { until } from '../support/until.ts';

export function groupContract(harness: () => EventLogHarness): void {
  describe('groups', () => {
    test('two members share the partitions and hand over; nothing is lost or doubled', async (t) => {
      const { log, open } = await createScene(t, harness());
      const [first, second] = [createRecorder(), createRecorder()];
      const group = { topic: 'transcripts', group: 'g', maxBatch: 20 } as const;
      await log.publish('transcripts', numbered(200, { keys: 40 }));
      const leader = await log.consume({ ...group, handle: first.handle });
      await until('the first has them all', () => first.seen.length >= 200);

      await open().consume({ ...group, handle: second.handle });
      let published = 200;
      await until('the second gets its share', async () => {
        await log.publish('transcripts', numbered(20, { from: published, keys: 40 }));
        published += 20;
        return second.partitions().size >= 3;
      });
      await leader.stop();
      const before = first.seen.length;
      await log.publish('transcripts', numbered(100, { from: published, keys: 40 }));
      published += 100;
      await until('all have come', () => first.seen.length + second.seen.length >= published);

      assert.deepEqual(allNumbers(first, second), range(published));
      assert.equal(first.seen.length, before);
      assert.equal(second.partitions().size, 6);
    });

    test('members coming and going under load lose and double nothing', async (t) => {
      const { log, open } = await createScene(t, harness());
      const recorders = range(3).map(() => createRecorder());
      const join = (recorder: (typeof recorders)[number]) =>
        open().consume({ topic: 'transcripts', group: 'g', maxBatch: 10, handle: recorder.handle });
      const [first, second, third] = recorders;
      assert.ok(first && second && third);
      let published = 0;
      const publishUntil = (what: string, condition: () => boolean) =>
        until(what, async () => {
          await log.publish('transcripts', numbered(30, { from: published, keys: 60 }));
          published += 30;
          return condition();
        });

      const one = await join(first);
      await publishUntil('the first works', () => first.seen.length > 0);
      await join(second);
      const three = await join(third);
      await publishUntil('all work', () => second.seen.length > 0 && third.seen.length > 0);
      await Promise.all([one.stop(), three.stop()]);
      const alone = second.partitions().size;
      await publishUntil('the second works alone', () => second.partitions().size === 6 || alone === 6);
      await until('all have come', () => allNumbers(...recorders).length >= published);
      assert.deepEqual(allNumbers(...recorders), range(published));
    });

    test('a slow handler that gives heartbeats keeps its partition past the session timeout', async (t) => {
      const { log, open } = await createScene(t, harness());
      const { sessionTimeoutMs } = harness();
      const other = createRecorder();
      const slow = createRecorder();
      await log.publish('transcripts', numbered(5, { keys: 1 }));
      const atWork = createGate();
      const given: number[] = [];
      const handleSlowly: BatchHandler = async (batch, context) => {
        given.push(...batch.map(numberOf));
        const end = atWork.isOpen() ? 0 : performance.now() + 2.5 * sessionTimeoutMs;
        atWork.open();
        while (performance.now() < end) {
          await sleep(50);
          await context.heartbeat();
        }
        await slow.handle(batch, context);
      };
      await log.consume({ topic: 'transcripts', group: 'g', handle: handleSlowly });
      await atWork.opened;
      await open().consume({ topic: 'transcripts', group: 'g', handle: other.handle });
      await until('the slow one is done', () => slow.seen.length >= 5);
      await log.publish('transcripts', numbered(60, { from: 5, keys: 30 }));
      await until('all have come', () => slow.seen.length + other.seen.length >= 65);
      assert.deepEqual(allNumbers(slow, other), range(65));
      assert.deepEqual(
        given.filter((number) => number < 5),
        range(5),
        'the newcomer waits until the batch in hand is done',
      );
    });

    test('a handler that falls silent loses its partition: aborted, nothing committed, another goes on', async (t) => {
      const { log, open } = await createScene(t, harness());
      const released = createGate();
      t.after(() => released.open());
      let aborted = false;
      let silentOnce = false;
      await log.publish('transcripts', numbered(4, { keys: 1 }));
      await log.consume({
        topic: 'transcripts',
        group: 'g',
        async handle(_batch, { heartbeat, signal }) {
          if (silentOnce) return;
          silentOnce = true;
          await released.opened;
          await heartbeat().catch((error) => assert.equal(error.code, 'EVENT_LOG_LOST'));
          aborted = signal.aborted;
          signal.throwIfAborted();
        },
      });
      await until('the first is silent', () => silentOnce);
      const other = createRecorder();
      await open().consume({ topic: 'transcripts', group: 'g', handle: other.handle });
      await until('the other gets the messages', () => other.seen.length >= 4);
      released.open();
      await until('the first knows', () => aborted);
      assert.deepEqual(other.numbers(), range(4));
    });

    test('after kill -9 in the middle of a batch another process gets all that was not committed', async (t) => {
      const { log, prefix } = await createScene(t, harness());
      await log.publish('transcripts', numbered(300));
      const fixture = { log: harness().fixtureLog(prefix), group: 'g', maxBatch: 20 };
      const doomed = startConsumerProcess(t, { ...fixture, hangAfter: 60 });
      await until(
        'it hangs with a batch in hand',
        () => doomed.given.length > doomed.handled.length && doomed.handled.length >= 60,
      );
      await doomed.kill('SIGKILL');

      const recorder = createRecorder();
      await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('all have come', () => new Set([...doomed.handled, ...recorder.numbers()]).size >= 300);
      const inHand = doomed.given.filter((number) => !doomed.handled.includes(number));
      assert.equal(inHand.length > 0, true);
      assert.deepEqual(
        inHand.filter((number) => !recorder.numbers().includes(number)),
        [],
      );
      assert.deepEqual(
        doomed.handled.filter((number) => recorder.seen.map(numberOf).includes(number)),
        [],
      );
    });
  });
}

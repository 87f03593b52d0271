import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { IncomingMessage } from '../../../../platform/event-log/port.ts';
import { collect } from '../support/collect.ts';
import { numbered, numberOf, range } from '../support/numbered.ts';
import { createRecorder } from '../support/recorder.ts';
import { createScene, type EventLogHarness } from '../support/scene.ts';
import { until } from '../support/until.ts';

export function publishingContract(harness: () => EventLogHarness): void {
  describe('publishing', () => {
    test('messages arrive once, whole, and in order of their key', async (t) => {
      const { log } = await createScene(t, harness());
      for (const from of [0, 100, 200]) await log.publish('transcripts', numbered(100, { from }));
      const recorder = createRecorder();
      await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('all have come', () => recorder.seen.length >= 300);

      assert.deepEqual(recorder.numbers(), range(300));
      const byKey = Map.groupBy(recorder.seen, ({ key }) => key);
      for (const messages of byKey.values()) {
        assert.deepEqual(
          messages.map(numberOf),
          messages.map(numberOf).sort((a, b) => a - b),
        );
        assert.equal(new Set(messages.map(({ partition }) => partition)).size, 1);
      }
      assert.equal(recorder.partitions().size > 1, true);
    });

    test('key, value, headers, topic and time are kept; nothing is as good as any value', async (t) => {
      const { log, prefix } = await createScene(t, harness());
      const value = randomBytes(300);
      const startedMs = Date.now();
      await log.publish('rejected', [
        { key: '债务人-7', value, headers: { stage: 'parse', 原因: '坏 JSON' } },
        { key: null, value: new Uint8Array() },
      ]);
      const got: IncomingMessage[] = [];
      for await (const message of log.browse('rejected')) got.push(message);

      const full = got.find(({ key }) => key === '债务人-7');
      assert.deepEqual(Buffer.from(full?.value ?? []), value);
      assert.deepEqual({ ...full?.headers }, { stage: 'parse', 原因: '坏 JSON' });
      assert.equal(full?.topic, `${prefix}rejected`);
      assert.equal(full?.offset, '0');
      assert.equal(Math.abs((full?.timestampMs ?? 0) - startedMs) < 60_000, true);
      const empty = got.find(({ key }) => key === null);
      assert.equal(empty?.value.byteLength, 0);
      assert.deepEqual({ ...empty?.headers }, {});
    });

    test('publishing at the same time loses and doubles nothing', async (t) => {
      const { log, open } = await createScene(t, harness());
      const other = open();
      const parts = range(40).map((part) => numbered(25, { from: part * 25 }));
      await Promise.all(parts.map((part, index) => (index % 2 ? log : other).publish('findings', part)));
      const numbers: number[] = [];
      for await (const message of log.browse('findings')) numbers.push(numberOf(message));
      assert.deepEqual(
        numbers.sort((a, b) => a - b),
        range(1000),
      );
    });

    test('a message of 5 MB passes whole', async (t) => {
      const { log } = await createScene(t, harness());
      const value = randomBytes(5_000_000);
      await log.publish('transcripts', [{ key: 'big', value }, ...numbered(3)]);
      const recorder = createRecorder();
      await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
      await until('all have come', () => recorder.seen.length >= 4);
      const big = recorder.seen.find(({ key }) => key === 'big');
      assert.equal(value.equals(big?.value ?? Buffer.alloc(0)), true);
    });

    test('many large messages at once pass as well', async (t) => {
      const { log } = await createScene(t, harness());
      const value = randomBytes(3_000_000);
      await log.publish(
        'transcripts',
        range(12).map(() => ({ key: 'one partition', value })),
      );
      let bytes = 0;
      for await (const message of log.browse('transcripts')) bytes += message.value.byteLength;
      assert.equal(bytes, 12 * 3_000_000);
    });

    test('a message over the limit is refused with a code, and none of its call is written', async (t) => {
      const { log, open } = await createScene(t, harness());
      const strict = open({ maxMessageBytes: 1_000_000 });
      const tooLarge = strict.publish('transcripts', [
        ...numbered(3),
        { key: 'big', value: randomBytes(5_000_000) },
      ]);
      await assert.rejects(tooLarge, { code: 'EVENT_LOG_TOO_LARGE', retriable: false });
      assert.equal((await collect(log, 'transcripts')).length, 0);
    });

    test('a topic nobody made is refused with a code', async (t) => {
      const { open } = await createScene(t, harness());
      const elsewhere = open({ prefix: 'nobody-made-this.' });
      await assert.rejects(elsewhere.publish('transcripts', numbered(1)), {
        code: 'EVENT_LOG_REFUSED',
        retriable: false,
      });
    });

    test('many may make the topics at once', async (t) => {
      const { open, prefix } = await createScene(t, harness());
      const logs = range(4).map(() => open({ prefix: `${prefix}again.` }));
      await Promise.all(logs.map((log) => log.ensureTopics()));
      await logs[0]?.ensureTopics();
      await logs[1]?.publish('reviews', numbered(10));
      const lag = (await logs[2]?.lag('reviews', 'g')) ?? [];
      assert.equal(
        lag.reduce((sum, partition) => sum + partition.lag, 0),
        10,
      );
      assert.equal(lag.length, 6);
    });
  });
}

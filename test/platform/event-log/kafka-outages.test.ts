import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serversOrSkip } from '../../servers/require.ts';
import { collect } from './support/collect.ts';
import { faultBroker, SESSION_TIMEOUT_MS } from './support/fault-broker.ts';
import { numbered, numberOf, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { startStream } from './support/stream.ts';
import { until } from './support/until.ts';

const missing = (wanted: readonly number[], got: readonly number[]) => {
  const seen = new Set(got);
  return wanted.filter((number) => !seen.has(number));
};

describe('Kafka going away', { skip: await serversOrSkip('kafka') }, () => {
  const broker = faultBroker();

  test('a broker killed and started again under load: nothing acknowledged is lost, both sides come back', async (t) => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.name);
    process.on('warning', onWarning);
    t.after(() => process.removeListener('warning', onWarning));
    const log = broker.open(t, { prefix: 'killed.' });
    await log.ensureTopics();
    const recorder = createRecorder();
    const consumer = await log.consume({
      topic: 'transcripts',
      group: 'g',
      maxBatch: 20,
      handle: recorder.handle,
    });
    const stream = startStream(log);
    await until('the stream flows', () => recorder.seen.length > 100);

    for (const _again of range(2)) {
      await broker.server().kill('SIGKILL');
      await until('the consumer says what it waits for', () => consumer.fault() !== null);
      assert.equal(consumer.fault()?.code, 'EVENT_LOG_UNREACHABLE');
      await assert.rejects(log.ping(), { code: 'EVENT_LOG_UNREACHABLE', retriable: true });
      await broker.server().restart();
      const before = { sent: stream.acknowledged.length, seen: recorder.seen.length };
      await until('the producer is back', () => stream.acknowledged.length > before.sent + 50);
      await until('the consumer is back', () => recorder.seen.length > before.seen + 50);
    }
    await stream.stop();
    await until(
      'all acknowledged messages have come',
      () => missing(stream.acknowledged, recorder.numbers()).length === 0,
    );
    await until('the fault is over', () => consumer.fault() === null);
    assert.deepEqual(stream.errors, []);
    assert.deepEqual(broker.lines.at('error'), []);
    assert.deepEqual(warnings, []);

    const stored = (await collect(log, 'transcripts')).map(numberOf);
    assert.equal(stored.length, new Set(stored).size, 'the idempotent producer stored nothing twice');
    assert.deepEqual(missing(stream.acknowledged, stored), []);
  });

  test('a broker that hangs, for the time of several requests: nothing acknowledged is lost, both sides come back', async (t) => {
    const log = broker.open(t, { prefix: 'hung.', requestTimeoutMs: 1500 });
    await log.ensureTopics();
    const recorder = createRecorder();
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    const stream = startStream(log);
    await until('the stream flows', () => recorder.seen.length > 100);

    broker.server().pause();
    t.after(() => broker.server().resume());
    await until('the consumer says what it waits for', () => consumer.fault() !== null);
    await assert.rejects(log.ping(), { retriable: true });
    await until('its fault outlasts the session', () => {
      const sinceMs = consumer.fault()?.sinceMs ?? Number.POSITIVE_INFINITY;
      return Date.now() - sinceMs > 2 * SESSION_TIMEOUT_MS;
    });
    broker.server().resume();
    const before = { sent: stream.acknowledged.length, seen: recorder.seen.length };
    await until('the producer is back', () => stream.acknowledged.length > before.sent + 50);
    await until('the consumer is back', () => recorder.seen.length > before.seen + 50);
    await stream.stop();
    await until(
      'all acknowledged messages have come',
      () => missing(stream.acknowledged, recorder.numbers()).length === 0,
    );
    await until('the fault is over', () => consumer.fault() === null);
    assert.deepEqual(stream.errors, []);
    const stored = (await collect(log, 'transcripts')).map(numberOf);
    assert.deepEqual(missing(stream.acknowledged, stored), []);
  });

  test('publishing to a broker that hangs ends with a code, is bounded, and what comes later is not swallowed', async (t) => {
    const log = broker.open(t, {
      prefix: 'late.',
      requestTimeoutMs: 1000,
      publishTimeoutMs: 1500,
      maxQueuedBytes: 10_000,
    });
    await log.ensureTopics();
    await log.publish('transcripts', numbered(10, { keys: 1 }));
    broker.server().pause();
    t.after(() => broker.server().resume());
    const inFlight = log.publish('transcripts', numbered(10, { from: 10, keys: 1 }));
    const waiting = log.publish('transcripts', numbered(10, { from: 20, keys: 1 }));
    const outcomes = Promise.allSettled([inFlight, waiting]);
    await assert.rejects(log.publish('transcripts', numbered(500, { from: 1000 })), {
      code: 'EVENT_LOG_BUSY',
      retriable: true,
    });
    for (const outcome of await outcomes) {
      assert.equal(outcome.status, 'rejected');
      assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'EVENT_LOG_TIMEOUT');
    }
    broker.server().resume();
    // The broker may have taken the request it never answered, under the sequence numbers that would be next.
    for (const from of [30, 40, 50]) await log.publish('transcripts', numbered(10, { from, keys: 1 }));
    const stored = (await collect(log, 'transcripts')).map(numberOf);
    assert.deepEqual(missing([...range(10), ...range(30, 30)], stored), []);
  });

  test('a consumer that no broker answers starts again a few times, then says it is over', async (t) => {
    const log = broker.open(t, {
      prefix: 'stalled.',
      stallTimeoutMs: 1000,
      giveUpAfterMs: 1000,
      maxRestarts: 2,
      requestTimeoutMs: 60_000,
    });
    await log.ensureTopics();
    const recorder = createRecorder();
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    await log.publish('transcripts', numbered(10));
    await until('it works', () => recorder.seen.length >= 10);
    broker.server().pause();
    t.after(() => broker.server().resume());
    await assert.rejects(consumer.done, { code: 'EVENT_LOG_TIMEOUT', retriable: true });
    broker.server().resume();

    const other = broker.open(t, { prefix: 'stalled.' });
    await other.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    await other.publish('transcripts', numbered(10, { from: 10 }));
    await until('a new one goes on', () => missing(range(20), recorder.numbers()).length === 0);
  });

  test('closing while the broker is away comes to an end', async (t) => {
    const log = broker.open(t, { prefix: 'closing.' });
    await log.ensureTopics();
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: async () => {} });
    await log.publish('transcripts', numbered(10));
    await broker.server().kill('SIGKILL');
    t.after(() => broker.server().restart());
    const lost = log.publish('transcripts', numbered(10, { from: 10 }));
    const outcome = assert.rejects(lost, { code: 'EVENT_LOG_CLOSED' });
    await log.close();
    await outcome;
    await consumer.done;
  });
});

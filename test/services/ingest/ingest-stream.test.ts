import assert from 'node:assert/strict';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { EventLogError } from '../../../platform/event-log/port.ts';
import type { RejectedItem } from '../../../services/ingest/accept-item.ts';
import type { IngestProgress } from '../../../services/ingest/ingest-progress.ts';
import { ingestStream } from '../../../services/ingest/ingest-stream.ts';
import { scratchLog } from './support/scratch-log.ts';
import { lines, transcript } from './support/transcripts.ts';

const bytes = (text: string | Uint8Array) => Readable.from([Buffer.from(text)], { objectMode: false });
const calls = (count: number) => Array.from({ length: count }, (_, index) => transcript(`call-${index}`));

test('publishes what is good, keeps what is bad as dead letters with place and bytes, counts both', async (t) => {
  const log = await scratchLog(t);
  const bad = '{"callId": "x"';
  const progress = await ingestStream(
    bytes(`${lines(transcript('a'))}${bad}\n${lines(transcript('b'), {})}`),
    {
      eventLog: log.eventLog,
      maxItemBytes: 100_000,
      name: 'calls.ndjson',
      now: () => new Date('2026-11-02T00:00:00Z'),
    },
  );
  assert.deepEqual(await log.callIds(), ['a', 'b']);
  const { bytes: read, ...counts } = progress;
  assert.ok(read > 0);
  assert.deepEqual(counts, {
    items: 4,
    accepted: 2,
    rejected: 2,
    rejectedByCode: { not_json: 1, schema: 1 },
    withWarnings: 0,
  });
  const letters = await log.deadLetters();
  const first = letters.find((letter) => letter.code === 'not_json');
  assert.equal(first?.source, 'calls.ndjson:2');
  assert.equal(Buffer.from(first?.original ?? '', 'base64').toString(), bad);
  assert.equal(first?.stage, 'ingest');
  assert.equal(first?.at, '2026-11-02T00:00:00.000Z');
});

test('running it again gives the same dead letters by id', async (t) => {
  const log = await scratchLog(t);
  const options = { eventLog: log.eventLog, maxItemBytes: 100_000, name: 'calls.ndjson' };
  for (let run = 0; run < 2; run++) await ingestStream(bytes('{"a":1}\n{"a":1}\n'), options);
  const letters = await log.deadLetters();
  assert.equal(letters.length, 4);
  assert.equal(
    new Set(letters.map((letter) => letter.id)).size,
    2,
    'same bytes on two lines are two letters',
  );
});

for (const [what, text, name] of [
  ['an array', JSON.stringify(calls(3)), 'calls.json'],
  ['an object over many lines', JSON.stringify(calls(1)[0], null, 2), 'call.json'],
  ['gzip', gzipSync(lines(...calls(3))), 'calls.ndjson.gz'],
  ['gzip under another name', gzipSync(JSON.stringify(calls(3))), '-'],
] as const) {
  test(`reads ${what} without being told`, async (t) => {
    const log = await scratchLog(t);
    const { accepted, rejected } = await ingestStream(bytes(text), {
      eventLog: log.eventLog,
      maxItemBytes: 100_000,
      name,
    });
    assert.equal(accepted, what === 'an object over many lines' ? 1 : 3);
    assert.equal(rejected, 0);
  });
}

test('an archive that ends in the middle: what was read is taken, the break is told', async (t) => {
  const log = await scratchLog(t);
  const whole = gzipSync(
    lines(...calls(2_000).map((call) => ({ ...call, debtor: { id: `${Math.random()}` } }))),
  );
  const found: RejectedItem[] = [];
  const progress = await ingestStream(bytes(whole.subarray(0, whole.length / 2)), {
    eventLog: log.eventLog,
    maxItemBytes: 100_000,
    name: 'calls.ndjson.gz',
    onRejected: (item) => void found.push(item),
  });
  assert.ok(progress.accepted > 100);
  assert.deepEqual(progress.rejectedByCode, { not_json: 1 });
  assert.match(found[0]?.details[0]?.reason ?? '', /gzip .* broken/);
  assert.equal((await log.callIds()).length, progress.accepted);
});

test('progress only counts what is durable, and grows to the whole', async (t) => {
  const log = await scratchLog(t);
  const file = join(log.folder, 'calls.ndjson');
  writeFileSync(file, lines(...calls(1_000)));
  const seen: IngestProgress[] = [];
  const last = await ingestStream(createReadStream(file), {
    eventLog: log.eventLog,
    maxItemBytes: 100_000,
    name: 'calls.ndjson',
    onProgress: (progress) => void seen.push(progress),
  });
  assert.ok(seen.length >= 5);
  assert.deepEqual(
    seen.map((progress) => progress.accepted).toSorted((a, b) => a - b),
    seen.map((progress) => progress.accepted),
  );
  assert.deepEqual(seen.at(-1), last);
  assert.equal(last.accepted, 1_000);
});

test('an abort ends the wait for bytes that never come', async (t) => {
  const log = await scratchLog(t);
  const stuck = new PassThrough();
  const abort = new AbortController();
  stuck.write(lines(transcript('a')));
  const running = ingestStream(stuck, {
    eventLog: log.eventLog,
    maxItemBytes: 100_000,
    name: '-',
    format: 'ndjson',
    signal: abort.signal,
  });
  setImmediate(() => abort.abort(new Error('enough')));
  await assert.rejects(running, /enough/);
});

test('a log that fails ends it with the coded error; again, later, everything is there', async (t) => {
  const log = await scratchLog(t);
  let failing = true;
  const eventLog = {
    ...log.eventLog,
    publish: ((topic, messages) =>
      failing
        ? Promise.reject(new EventLogError('EVENT_LOG_UNREACHABLE', 'away', { retriable: true }))
        : log.eventLog.publish(topic, messages)) satisfies typeof log.eventLog.publish,
  };
  const options = { eventLog, maxItemBytes: 100_000, name: 'calls.ndjson' };
  await assert.rejects(ingestStream(bytes(lines(...calls(10))), options), { code: 'EVENT_LOG_UNREACHABLE' });
  failing = false;
  assert.equal((await ingestStream(bytes(lines(...calls(10))), options)).accepted, 10);
});

test('a stream far larger than what is held passes without growing the memory with it', async (t) => {
  const log = await scratchLog(t);
  let published = 0;
  let mostBytes = 0;
  const eventLog = {
    ...log.eventLog,
    publish: (async (_topic, messages) => {
      published += messages.length;
      mostBytes = Math.max(
        mostBytes,
        messages.reduce((sum, message) => sum + message.value.length, 0),
      );
    }) satisfies typeof log.eventLog.publish,
  };
  const line = Buffer.from(lines(transcript('a')));
  async function* many() {
    yield Buffer.from('[');
    for (let index = 0; index < 20_000; index++)
      yield Buffer.concat([index > 0 ? Buffer.from(',') : Buffer.alloc(0), line]);
    yield Buffer.from(']');
  }
  const progress = await ingestStream(many(), { eventLog, maxItemBytes: 100_000, name: 'calls.json' });
  assert.equal(progress.accepted, 20_000);
  assert.equal(published, 20_000);
  assert.ok(mostBytes < 2_000_000, `held ${mostBytes} bytes at once`);
});

test('a format that nobody registered is refused before anything is read', async (t) => {
  const log = await scratchLog(t);
  const options = { eventLog: log.eventLog, maxItemBytes: 1_000, name: '-', format: 'csv' };
  await assert.rejects(ingestStream(bytes('a'), options), RangeError);
});

test('without dead letters the caller still gets every rejected item', async (t) => {
  const log = await scratchLog(t);
  const found: string[] = [];
  await ingestStream(bytes('{}\nnope\n'), {
    eventLog: log.eventLog,
    maxItemBytes: 1_000,
    name: 'x.ndjson',
    deadLetters: false,
    onRejected: (item) => void found.push(item.code),
  });
  assert.deepEqual(found, ['schema', 'not_json']);
  assert.deepEqual(await log.deadLetters(), []);
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type EventLog, EventLogError } from '../../../platform/event-log/port.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { createFolderWatch, type FolderWatchOptions } from '../../../services/ingest/folder/watch-folder.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { runPart } from './support/run-part.ts';
import { scratchLog } from './support/scratch-log.ts';
import { lines, transcript } from './support/transcripts.ts';

const FIXTURE = fileURLToPath(new URL('./fixtures/killed-after-publishing.ts', import.meta.url));

async function scene(t: TestContext) {
  const log = await scratchLog(t);
  const folder = join(log.folder, 'in');
  mkdirSync(folder);
  const watch = (more: Partial<FolderWatchOptions> = {}) =>
    createFolderWatch({
      folder,
      settleMs: 30,
      scanMs: 10,
      maxBackoffMs: 20,
      eventLog: log.eventLog,
      maxItemBytes: 100_000,
      logger: createLogger({ level: 'silent', service: 'test' }),
      metrics: createMetrics(),
      ...more,
    });
  const list = (sub: string) => readdirSync(join(folder, sub)).sort();
  return {
    ...log,
    folder,
    watch,
    list,
    put: (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text),
  };
}

test('takes files of every format and moves them to done/', async (t) => {
  const { watch, put, list, callIds } = await scene(t);
  put('one.json', JSON.stringify(transcript('one'), null, 2));
  put('many.json', JSON.stringify([transcript('m1'), transcript('m2')]));
  await runPart(t, watch());
  put('lines.ndjson', lines(transcript('l1'), transcript('l2')));
  put('packed.ndjson.gz', gzipSync(lines(transcript('p1'))));
  await until('four files are done', () => list('done').length === 4);
  assert.deepEqual(list('done'), ['lines.ndjson', 'many.json', 'one.json', 'packed.ndjson.gz']);
  assert.deepEqual(list('failed'), []);
  assert.deepEqual(await callIds(), ['l1', 'l2', 'm1', 'm2', 'one', 'p1']);
});

test('a file of good and bad items: the good go on, the bad are kept with reasons and originals', async (t) => {
  const { watch, put, list, folder, callIds, deadLetters } = await scene(t);
  const noise = Buffer.from([0xc4, 0xfa]);
  put(
    'mixed.ndjson',
    Buffer.concat([
      Buffer.from(`${lines(transcript('a'))}{"callId":\n`),
      noise,
      Buffer.from(`\n${lines(transcript('b'))}`),
    ]),
  );
  await runPart(t, watch());
  await until('it is done', () => list('done').length === 1);
  assert.deepEqual(await callIds(), ['a', 'b']);
  assert.deepEqual(list('failed'), ['mixed.ndjson.rejected.ndjson']);
  const kept = readFileSync(join(folder, 'failed', 'mixed.ndjson.rejected.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    kept.map(({ item, line, code, original, encoding }) => ({ item, line, code, original, encoding })),
    [
      { item: 1, line: 2, code: 'not_json', original: '{"callId":', encoding: undefined },
      { item: 2, line: 3, code: 'not_utf8', original: noise.toString('base64'), encoding: 'base64' },
    ],
  );
  assert.ok(kept.every(({ details }) => details[0].mend));
  assert.deepEqual((await deadLetters()).map((letter) => letter.source).sort(), [
    'mixed.ndjson:2',
    'mixed.ndjson:3',
  ]);
});

for (const [what, name, text, code] of [
  ['of which nothing can be taken', 'bad.json', '{"callId": "x"}', 'schema'],
  ['that is no JSON', 'notes.txt', 'buy milk', 'not_json'],
  ['that is empty', 'empty.ndjson', '', 'empty'],
  ['that pretends to be gzip', 'x.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'not_json'],
] as const) {
  test(`a file ${what} goes to failed/ as it is, with the reason beside it`, async (t) => {
    const { watch, put, list, folder } = await scene(t);
    put(name, text);
    await runPart(t, watch());
    await until('it has failed', () => list('failed').length === 2);
    assert.deepEqual(list('failed'), [name, `${name}.reason.json`]);
    assert.deepEqual(list('done'), []);
    assert.deepEqual(readFileSync(join(folder, 'failed', name)), Buffer.from(text));
    const reason = JSON.parse(readFileSync(join(folder, 'failed', `${name}.reason.json`), 'utf8'));
    assert.equal(reason.file, name);
    assert.equal(reason.reasons[0].code, code);
  });
}

test('a file that grows while it is read is not moved, and taken again when it rests', async (t) => {
  const { watch, put, list, eventLog, folder, transcripts } = await scene(t);
  put('calls.ndjson', lines(transcript('a')));
  let grown = false;
  const slow: EventLog = {
    ...eventLog,
    async publish(topic, batch) {
      if (!grown) appendFileSync(join(folder, 'calls.ndjson'), lines(transcript('b')));
      grown = true;
      await eventLog.publish(topic, batch);
    },
  };
  await runPart(t, watch({ eventLog: slow }));
  await until('it is done', () => list('done').length === 1);
  assert.deepEqual((await transcripts()).map((call) => call.callId).sort(), ['a', 'a', 'b']);
});

test('a name as long as names may be still has room for what is told about it', async (t) => {
  const { watch, put, list, callIds } = await scene(t);
  put(`${'通'.repeat(80)}.ndjson`, `${lines(transcript('a'))}nope\n`);
  await runPart(t, watch());
  await until('it is done', () => list('done').length === 1);
  assert.deepEqual(await callIds(), ['a']);
  assert.match(list('failed')[0] ?? '', /^通+\.ndjson\.rejected\.ndjson$/);
});

test('the log is away: the file stays, the part says so, and all is taken when it is back', async (t) => {
  const { watch, put, list, eventLog, callIds } = await scene(t);
  let away = true;
  const unsteady: EventLog = {
    ...eventLog,
    publish: (topic, messages) =>
      away
        ? Promise.reject(new EventLogError('EVENT_LOG_UNREACHABLE', 'away', { retriable: true }))
        : eventLog.publish(topic, messages),
  };
  put('calls.ndjson', lines(transcript('a')));
  const running = await runPart(t, watch({ eventLog: unsteady }));
  await until('it waits', () => running.health?.().ready === false);
  assert.deepEqual(list('done'), []);
  away = false;
  await until('it is done', () => list('done').length === 1);
  assert.deepEqual(running.health?.(), { ready: true });
  assert.deepEqual(await callIds(), ['a']);
});

test('killed after publishing and before moving: the file is repeated, and that changes nothing', async (t) => {
  const { watch, put, list, messages, folder } = await scene(t);
  put('calls.ndjson', `${lines(transcript('a'))}nope\n`);
  const child = spawn(process.execPath, [FIXTURE, folder, join(folder, '..', 'log.sqlite')], {
    stdio: 'inherit',
  });
  const [, signal] = await once(child, 'exit');
  assert.equal(signal, 'SIGKILL');
  assert.deepEqual(list('done'), []);
  assert.equal((await messages('transcripts')).length, 1);
  await runPart(t, watch());
  await until('it is done', () => list('done').length === 1);
  const published = await messages('transcripts');
  assert.equal(published.length, 2);
  assert.equal(new Set(published.map((message) => Buffer.from(message.value).toString())).size, 1);
  assert.equal(new Set((await messages('rejected')).map((message) => message.key)).size, 1);
  assert.deepEqual(list('failed'), ['calls.ndjson.rejected.ndjson']);
});

test('a second file of the same name overwrites nothing', async (t) => {
  const { watch, put, list, folder } = await scene(t);
  await runPart(t, watch());
  put('calls.ndjson', lines(transcript('a')));
  await until('the first is done', () => list('done').length === 1);
  put('calls.ndjson', lines(transcript('b')));
  await until('the second is done', () => list('done').length === 2);
  assert.deepEqual(list('done'), ['calls-2.ndjson', 'calls.ndjson']);
  assert.match(readFileSync(join(folder, 'done', 'calls.ndjson'), 'utf8'), /"a"/);
});

test('a file whose outcome cannot be written holds up no other', async (t) => {
  const { watch, put, list, folder } = await scene(t);
  const running = await runPart(t, watch());
  rmSync(join(folder, 'failed'), { recursive: true });
  put('failed', '');
  put('a-mixed.ndjson', `nope\n${lines(transcript('a'))}`);
  put('b-good.ndjson', lines(transcript('b')));
  await until('the other is done', () => list('done').includes('b-good.ndjson'));
  await until('the fault shows', () => running.health?.().ready === false);
  assert.deepEqual(list('done'), ['b-good.ndjson']);
  rmSync(join(folder, 'failed'));
  await until('both are done', () => list('done').length === 2);
  assert.deepEqual(list('failed'), ['a-mixed.ndjson.rejected.ndjson']);
});

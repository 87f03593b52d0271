import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { scratchLog } from './support/scratch-log.ts';
import { serveIntake } from './support/serve-intake.ts';
import { lines, transcript } from './support/transcripts.ts';

const good = transcript('a');
const said = (text: string) => ({ ...good, turns: [{ speaker: 'A', startMs: 0, endMs: 1, text }] });
const ndjson = { 'content-type': 'application/x-ndjson' };
const gzip = { 'content-encoding': 'gzip' };
const archive = gzipSync(JSON.stringify(good));

type Case = readonly [
  what: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string | null>>,
  status: number,
  code: string,
  field?: string,
];
const CASES: readonly Case[] = [
  ['nothing', '', {}, 400, 'empty'],
  ['white space', ' \n\t ', {}, 400, 'empty'],
  ['an empty array', '[ ]', {}, 400, 'empty'],
  ['blank lines', '\n\n\n', ndjson, 400, 'empty'],
  ['a byte order mark alone', '\ufeff', {}, 400, 'empty'],
  ['no JSON', 'hello', {}, 400, 'not_json', '$'],
  ['JSON that ends in the middle', JSON.stringify(good).slice(0, -20), {}, 400, 'not_json', '$'],
  ['something after the object', `${JSON.stringify(good)} x`, {}, 400, 'not_json', '$'],
  ['two objects as one', `${JSON.stringify(good)}${JSON.stringify(good)}`, {}, 400, 'not_json', '$'],
  [
    'an array that ends in the middle',
    `[${JSON.stringify(good).slice(0, 50)}`,
    {},
    400,
    'nothing_accepted',
    'items[0]',
  ],
  ['an array with nothing but commas', '[,,]', {}, 400, 'nothing_accepted', 'items[0]'],
  ['a number', '42', {}, 400, 'schema', '$'],
  ['null', 'null', {}, 400, 'schema', '$'],
  ['a string', '"call"', {}, 400, 'schema', '$'],
  ['an empty object', '{}', {}, 400, 'schema', 'callId'],
  ['an array of numbers', '[1, 2]', {}, 400, 'nothing_accepted', 'items[0]'],
  ['GBK', Buffer.from([0x7b, 0x22, 0xc4, 0xfa, 0xba, 0xc3, 0x22, 0x7d]), {}, 400, 'not_utf8', '$'],
  ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(good)}`, 'utf16le'), {}, 400, 'not_utf8', '$'],
  [
    'half of a surrogate pair',
    JSON.stringify(said('x')).replace('"x"', '"\\ud83d"'),
    {},
    400,
    'schema',
    'turns[0].text',
  ],
  ['a NUL', JSON.stringify(said('a\u0000b')), {}, 400, 'schema', 'turns[0].text'],
  ['deep nesting', '['.repeat(50_000) + ']'.repeat(50_000), {}, 400, 'nothing_accepted', 'items[0]'],
  [
    'deep nesting in a field',
    `{"callId": ${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}}`,
    {},
    400,
    'schema',
    '$',
  ],
  [
    'a time without offset',
    JSON.stringify({ ...good, startedAt: '2026-11-02 10:15:00' }),
    {},
    400,
    'schema',
    'startedAt',
  ],
  [
    'a speaker nobody knows',
    JSON.stringify({ ...good, participants: [{ id: 'A', role: 'collector' }] }),
    {},
    400,
    'schema',
    'turns[1].speaker',
  ],
  ['a field of another type', JSON.stringify({ ...good, turns: 'none' }), {}, 400, 'schema', 'turns'],
  ['5 MB', 'x'.repeat(5_000_000), {}, 413, 'too_large'],
  ['5 MB of NDJSON', lines(said('x'.repeat(5_000_000))), ndjson, 413, 'too_large'],
  ['one item that is too large', JSON.stringify(said('x'.repeat(1_500_000))), {}, 413, 'too_large', '$'],
  [
    'too many items',
    lines(...Array.from({ length: 101 }, (_, index) => transcript(`c${index}`))),
    ndjson,
    413,
    'too_many_items',
  ],
  ['no media type', JSON.stringify(good), { 'content-type': null }, 415, 'unsupported_media_type'],
  ['text', JSON.stringify(good), { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  [
    'a media type that is none',
    JSON.stringify(good),
    { 'content-type': 'json' },
    415,
    'unsupported_media_type',
  ],
  ['an unknown encoding', JSON.stringify(good), { 'content-encoding': 'br' }, 415, 'unsupported_encoding'],
  ['gzip that is none', JSON.stringify(good), gzip, 400, 'broken_encoding'],
  ['gzip that ends in the middle', archive.subarray(0, archive.length - 12), gzip, 400, 'broken_encoding'],
  ['gzip of nothing', gzipSync(''), gzip, 400, 'empty'],
  ['an empty archive', '', gzip, 400, 'broken_encoding'],
  ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000)), gzip, 413, 'too_large'],
];

for (const [what, body, headers, status, code, field] of CASES) {
  test(`${what} gives ${status} ${code}, publishes nothing and the next request works`, async (t) => {
    const log = await scratchLog(t);
    const { post } = await serveIntake(t, log.eventLog);
    const answer = await post(body, headers);
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json');
    const { problem } = answer;
    assert.equal(problem.code, code);
    assert.notEqual(problem.detail, '');
    if (field !== undefined) {
      const found = problem.errors?.find((error) => error.field === field);
      assert.ok(found, `no error names ${field}: ${JSON.stringify(problem.errors)}`);
      assert.notEqual(found.reason, '');
      assert.ok(found.mend, 'it tells how to mend it');
    }
    assert.equal((await log.messages('transcripts')).length, 0);
    assert.equal((await post(JSON.stringify(good))).status, 202);
  });
}

test('a stream without length is cut at the limit, however long it goes on', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog, { maxBodyBytes: 100_000 });
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent++;
      if (sent > 10) controller.close();
      else controller.enqueue(Buffer.alloc(50_000, 'x'));
    },
  });
  const answer = await post(endless);
  assert.equal(answer.status, 413);
});

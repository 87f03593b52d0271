import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { scratchLog } from './support/scratch-log.ts';
import { KEY, serveIntake } from './support/serve-intake.ts';
import { lines, transcript } from './support/transcripts.ts';

test('one transcript: 202 says that it is in the log, under the debtor, canonical, with its schema', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  const sent = transcript('call-1');
  const { status, receipt } = await post(JSON.stringify(sent));
  assert.equal(status, 202);
  assert.deepEqual(receipt, {
    accepted: 1,
    rejected: 0,
    items: [
      { index: 0, line: 1, callId: 'call-1', revision: 1, status: 'accepted', errors: [], warnings: [] },
    ],
  });
  const [message, ...more] = await log.messages('transcripts');
  assert.equal(more.length, 0);
  assert.equal(message?.key, 'deb-1');
  assert.equal(message?.headers.schema, 'transcript/1');
  assert.equal(Buffer.from(message?.value ?? '').toString(), canonicalJson(Transcript.parse(sent)));
});

test('without a debtor the call itself is the key', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  const { debtor: _, ...anonymous } = transcript('call-1');
  await post(JSON.stringify(anonymous));
  assert.deepEqual(
    (await log.messages('transcripts')).map((message) => message.key),
    ['call-1'],
  );
});

const two = [transcript('a'), transcript('b')];
for (const [what, body, headers] of [
  ['a JSON array', JSON.stringify(two), {}],
  [
    'an array over many lines',
    JSON.stringify(two, null, 2),
    { 'content-type': 'application/json; charset=utf-8' },
  ],
  ['NDJSON', lines(...two), { 'content-type': 'application/x-ndjson' }],
  ['NDJSON without a last line end', lines(...two).trim(), { 'content-type': 'application/x-ndjson' }],
  [
    'NDJSON of Windows with blank lines',
    lines(...two).replaceAll('\n', '\r\n\r\n'),
    { 'content-type': 'application/jsonl' },
  ],
  ['an array in gzip', gzipSync(JSON.stringify(two)), { 'content-encoding': 'gzip' }],
  [
    'two archives one after the other',
    Buffer.concat(two.map((call) => gzipSync(lines(call)))),
    { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
  ],
  ['NDJSON with a byte order mark', `\ufeff${lines(...two)}`, { 'content-type': 'application/x-ndjson' }],
  ['an array with a byte order mark', `\ufeff${JSON.stringify(two)}`, {}],
] as const) {
  test(`takes ${what}`, async (t) => {
    const log = await scratchLog(t);
    const { post } = await serveIntake(t, log.eventLog);
    const { status, receipt } = await post(body, headers);
    assert.equal(status, 202);
    assert.equal(receipt.accepted, 2);
    assert.deepEqual(await log.callIds(), ['a', 'b']);
  });
}

test('takes one object over many lines', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  assert.equal((await post(JSON.stringify(transcript('a'), null, 2))).status, 202);
  assert.deepEqual(await log.callIds(), ['a']);
});

test('sending again is answered the same and stores the same content', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  const body = JSON.stringify(transcript('again'));
  const [first, second] = [await post(body), await post(body)];
  assert.deepEqual(second.receipt, first.receipt);
  const stored = await log.messages('transcripts');
  assert.equal(new Set(stored.map((message) => Buffer.from(message.value).toString())).size, 1);
});

test('good and bad items of one request go separate ways', async (t) => {
  const log = await scratchLog(t);
  const { post, metrics } = await serveIntake(t, log.eventLog);
  const body = `${lines(transcript('good'))}{"callId": "broken"\n${lines({ callId: 'bad', revision: 3 }, transcript('fine'))}`;
  const { status, receipt } = await post(body, { 'content-type': 'application/x-ndjson' });
  assert.equal(status, 202);
  assert.deepEqual(
    receipt.items.map(({ index, line, callId, revision, status, code }) => [
      index,
      line,
      callId,
      revision,
      status,
      code,
    ]),
    [
      [0, 1, 'good', 1, 'accepted', undefined],
      [1, 2, null, null, 'rejected', 'not_json'],
      [2, 3, 'bad', 3, 'rejected', 'schema'],
      [3, 4, 'fine', 1, 'accepted', undefined],
    ],
  );
  assert.ok(receipt.items[2]?.errors.every((error) => error.mend !== undefined));
  assert.deepEqual(await log.callIds(), ['fine', 'good']);
  assert.deepEqual(await log.deadLetters(), [], 'the sender has the answer; no dead letters');
  const rejected = await metrics.rejected.get();
  assert.deepEqual(
    rejected.values.map(({ labels, value }) => [labels.code, value]),
    [
      ['not_json', 1],
      ['schema', 1],
    ],
  );
});

test('unknown fields are ignored with a warning that guesses what was meant', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  const { receipt } = await post(
    JSON.stringify({ ...transcript('a'), time_zone: 'Asia/Shanghai', vendorCode: 1 }),
  );
  assert.deepEqual(receipt.items[0]?.warnings, [
    { field: 'time_zone', reason: 'is not a known field and was ignored', mend: 'did you mean timeZone?' },
    { field: 'vendorCode', reason: 'is not a known field and was ignored' },
  ]);
  assert.ok(!('vendorCode' in ((await log.transcripts())[0] ?? {})));
});

test('doubles inside of a request are told, and whether they differ', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  const body = [
    transcript('a'),
    transcript('a'),
    transcript('a', { channel: 'chat' }),
    transcript('a', { revision: 2 }),
  ];
  const { receipt } = await post(JSON.stringify(body));
  assert.deepEqual(
    receipt.items.map((item) => item.warnings.map((warning) => warning.field)),
    [[], ['callId'], ['revision'], []],
  );
});

const sha = createHash('sha256').update(KEY).digest('hex');
for (const [what, apiKeys, headers, status] of [
  ['a plain key', [KEY], {}, 202],
  ['a key kept as a hash', [`sha256:${sha}`], {}, 202],
  ['a bearer token', [KEY], { 'x-api-key': null, authorization: `Bearer ${KEY}` }, 202],
  ['the second of two keys', ['another-key-0123456', KEY], {}, 202],
  ['no key', [KEY], { 'x-api-key': null }, 401],
  ['a wrong key', [KEY], { 'x-api-key': `${KEY}x` }, 401],
  ['an empty key', [KEY], { 'x-api-key': '' }, 401],
  ['the hash itself as a key', [`sha256:${sha}`], { 'x-api-key': sha }, 401],
  ['the hash as configured as a key', [`sha256:${sha}`], { 'x-api-key': `sha256:${sha}` }, 401],
  ['another scheme', [KEY], { 'x-api-key': null, authorization: `Basic ${KEY}` }, 401],
  ['any key where none is configured', [], {}, 401],
] as const) {
  test(`${what} gives ${status}`, async (t) => {
    const log = await scratchLog(t);
    const { post } = await serveIntake(t, log.eventLog, { apiKeys });
    const answer = await post(JSON.stringify(transcript('a')), headers);
    assert.equal(answer.status, status);
    assert.equal((await log.messages('transcripts')).length, status === 202 ? 1 : 0);
    if (status === 401) assert.equal(answer.problem.code, 'unauthorised');
  });
}

test('nothing of what was said gets into the log lines', async (t) => {
  const log = await scratchLog(t);
  const served = await serveIntake(t, log.eventLog);
  await served.post(JSON.stringify(transcript('a')));
  await served.post(`{"text": "秘密的话", "turns": [{"text": "秘密的话"`);
  await served.post(JSON.stringify({ ...transcript('a'), turns: [{ speaker: 'A', text: '秘密的话' }] }));
  assert.doesNotMatch(served.log.join(''), /秘密的话|王伟/);
});

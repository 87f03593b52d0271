import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { scratchLog } from './support/scratch-log.ts';
import { serveIntake } from './support/serve-intake.ts';
import { lines, transcript } from './support/transcripts.ts';

const valid = Buffer.from(lines(transcript('a'), transcript('b')));

/** Bytes of any kind: noise, JSON of any shape, and transcripts with damage. */
const anyBody = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 6 }).map((text) => Buffer.from(text)),
  fc.array(fc.jsonValue(), { maxLength: 5 }).map((items) => Buffer.from(lines(...items))),
  fc.tuple(fc.nat(valid.length), fc.uint8Array({ maxLength: 8 })).map(([at, noise]) => {
    const damaged = Buffer.from(valid);
    damaged.set(Buffer.from(noise).subarray(0, valid.length - at), at);
    return damaged;
  }),
  fc
    .tuple(fc.nat(valid.length), fc.nat(valid.length))
    .map(([from, to]) => valid.subarray(Math.min(from, to), Math.max(from, to))),
  fc
    .record({ key: fc.constantFrom(...Object.keys(transcript('a'))), value: fc.jsonValue() })
    .map(({ key, value }) => Buffer.from(JSON.stringify({ ...transcript('a'), [key]: value }))),
);
const anyHeaders = fc.record({
  'content-type': fc.constantFrom(
    'application/json',
    'application/x-ndjson',
    'application/jsonl',
    'text/csv',
  ),
  'content-encoding': fc.constantFrom(null, null, 'gzip', 'identity', 'br'),
});

test('no bytes whatever give a 5xx, and every answer keeps its form', async (t) => {
  const log = await scratchLog(t);
  const { post } = await serveIntake(t, log.eventLog);
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(anyBody, anyHeaders, fc.boolean(), async (body, headers, compress) => {
      const packed = compress && headers['content-encoding'] === 'gzip' ? gzipSync(body) : body;
      const answer = await post(packed, headers);
      if (answer.status === 202) {
        const { receipt } = answer;
        assert.ok(receipt.accepted > 0);
        assert.equal(receipt.accepted + receipt.rejected, receipt.items.length);
        accepted += receipt.accepted;
      } else {
        assert.ok(answer.status >= 400 && answer.status < 500, `answered ${answer.status}`);
        assert.equal(answer.problem.status, answer.status);
      }
    }),
    { numRuns: 300 },
  );
  assert.equal(
    (await log.messages('transcripts')).length,
    accepted,
    'what was said to be accepted is in the log',
  );
});

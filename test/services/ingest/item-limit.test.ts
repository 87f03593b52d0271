import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { ingestStream } from '../../../services/ingest/ingest-stream.ts';
import { itemLimit } from '../../../services/ingest/item-limit.ts';
import { scratchLog } from './support/scratch-log.ts';
import { lines, transcript } from './support/transcripts.ts';

test('the largest bad item still fits the log as a dead letter, the largest good one as a transcript', async (t) => {
  const maxMessageBytes = 262_144;
  const maxItemBytes = itemLimit(maxMessageBytes);
  const log = await scratchLog(t, { maxMessageBytes });
  const turn = { speaker: 'A', startMs: 0, endMs: 1, text: 'x'.repeat(20_000) };
  const turns = Math.floor((maxItemBytes - 1_000) / JSON.stringify(turn).length);
  const good = transcript('good', { turns: Array.from({ length: turns }, () => turn) });
  assert.ok(JSON.stringify(good).length > maxItemBytes * 0.8);
  const bad = 'x'.repeat(maxItemBytes);
  const progress = await ingestStream(
    Readable.from([Buffer.from(`${lines(good)}${bad}\n`)], { objectMode: false }),
    {
      eventLog: log.eventLog,
      maxItemBytes,
      name: 'x.ndjson',
    },
  );
  assert.equal(progress.accepted, 1);
  assert.deepEqual(progress.rejectedByCode, { not_json: 1 });
  const [letter] = await log.deadLetters();
  assert.equal(Buffer.from(letter?.original ?? '', 'base64').length, maxItemBytes);
});

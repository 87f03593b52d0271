import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { collect } from './support/collect.ts';
import { folder, openLog } from './support/embedded-log.ts';
import { numbered, numberOf, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { until } from './support/until.ts';

describe('the embedded event log and its file', () => {
  test('prune deletes by age what every group has committed, and no more', async (t) => {
    const path = join(await folder(t), 'log.db');
    let nowMs = 1_000_000;
    const log = await openLog(t, { path, clock: () => nowMs, partitions: 2, sessionTimeoutMs: 60_000 });
    await log.publish('transcripts', numbered(20, { keys: 1 }));
    nowMs += 1000;
    await log.publish('transcripts', numbered(20, { from: 20, keys: 1 }));
    const recorder = createRecorder();
    const consumer = await log.consume({
      topic: 'transcripts',
      group: 'g',
      maxBatch: 10,
      async handle(batch, context) {
        if (numberOf(batch[0] ?? { value: new Uint8Array() }) >= 10) throw new Error('the store is away');
        await recorder.handle(batch, context);
      },
    });
    await until('it waits', () => consumer.fault() !== null);
    await consumer.stop();

    assert.equal(await log.prune('transcripts', { olderThanMs: 1_000_001 }), 10);
    const kept = (await collect(log, 'transcripts')).map(numberOf);
    assert.deepEqual(kept, range(30, 10));
    assert.equal(
      (await log.lag('transcripts', 'g')).reduce((sum, { lag }) => sum + lag, 0),
      30,
    );
    // A group that comes later starts at the oldest message there is.
    const late = createRecorder();
    await log.consume({ topic: 'transcripts', group: 'late', handle: late.handle });
    await until('it has what is kept', () => late.seen.length >= 30);
    assert.deepEqual(late.numbers(), range(30, 10));
    assert.equal(late.seen[0]?.offset, '10');
  });

  test('a commit that finds the file locked is tried again; the handler is not', async (t) => {
    const path = join(await folder(t), 'log.db');
    const log = await openLog(t, { path });
    const other = new DatabaseSync(path);
    t.after(() => other.close());
    let batches = 0;
    const consumer = await log.consume({
      topic: 'transcripts',
      group: 'g',
      async handle() {
        batches += 1;
        other.exec('BEGIN IMMEDIATE');
      },
    });
    await log.publish('transcripts', numbered(1));
    await until('the commit fails', () => consumer.fault() !== null);
    assert.equal(consumer.fault()?.code, 'EVENT_LOG_TIMEOUT');
    other.exec('ROLLBACK');
    await until('it has committed', async () =>
      (await log.lag('transcripts', 'g')).every(({ lag }) => lag === 0),
    );
    await until('the fault is over', () => consumer.fault() === null);
    assert.equal(batches, 1);
  });

  test('only its owner can read the file: it holds what was said', async (t) => {
    const path = join(await folder(t), 'log.db');
    const log = await openLog(t, { path });
    await log.publish('transcripts', numbered(1));
    assert.equal(existsSync(`${path}-wal`), true);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) assert.equal(statSync(file).mode & 0o077, 0);
  });

  test('a file that is no log, or of a newer release, is refused with a code', async (t) => {
    const dir = await folder(t);
    const text = join(dir, 'text.db');
    writeFileSync(text, 'this is a letter, not a database, and long enough to look at'.repeat(40));
    assert.throws(() => createEmbeddedEventLog({ path: text }), {
      code: 'EVENT_LOG_LOST',
      retriable: false,
    });

    const newer = join(dir, 'newer.db');
    const db = new DatabaseSync(newer);
    db.exec('PRAGMA user_version = 99');
    db.close();
    assert.throws(() => createEmbeddedEventLog({ path: newer }), { code: 'EVENT_LOG_REFUSED' });
    assert.throws(() => createEmbeddedEventLog({ path: dir }), { code: 'EVENT_LOG_REFUSED' });
  });

  test('a damaged file ends the consumer with a code instead of an endless loop', async (t) => {
    const path = join(await folder(t), 'log.db');
    const log = createEmbeddedEventLog({ path });
    await log.ensureTopics();
    await log.publish('transcripts', numbered(100));
    await log.close();
    const pages = readFileSync(path);
    writeFileSync(path, Buffer.concat([pages.subarray(0, 4096), Buffer.alloc(pages.length - 4096, 0xff)]));

    const damaged = createEmbeddedEventLog({ path });
    t.after(() => damaged.close());
    const lost = { code: 'EVENT_LOG_LOST', retriable: false };
    const consumer = await damaged
      .consume({ topic: 'transcripts', group: 'g', handle: async () => {} })
      .catch((error) => ({ done: Promise.reject(error) }));
    await assert.rejects(consumer.done, lost);
    await assert.rejects(damaged.publish('transcripts', numbered(1)), lost);
  });
});

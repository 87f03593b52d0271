import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import type { EventLog } from '../../../platform/event-log/port.ts';
import { collect } from './support/collect.ts';
import { folder, openLog } from './support/embedded-log.ts';
import { numbered } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { until } from './support/until.ts';

/** Publishes until the log is full; returns how many messages were taken. */
async function fill(log: EventLog): Promise<number> {
  for (let taken = 0; ; taken += 1) {
    try {
      await log.publish('transcripts', [{ key: `${taken}`, value: randomBytes(50_000) }]);
    } catch (error) {
      assert.ok(error instanceof Error && 'code' in error && 'retriable' in error);
      assert.deepEqual([error.code, error.retriable], ['EVENT_LOG_FULL', true]);
      return taken;
    }
  }
}

/** A disk of 4 MB, or null where mounting is not permitted. */
function smallDisk(dir: string): string | null {
  const disk = join(dir, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmdirSync(disk);
    return null;
  }
  return disk;
}

function assertSound(path: string): void {
  const db = new DatabaseSync(path);
  assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  db.close();
}

describe('the embedded event log on a full disk', () => {
  test('full by its own limit: a code, nothing lost of what was taken, and it goes on when room is made', async (t) => {
    const path = join(await folder(t), 'log.db');
    const log = await openLog(t, { path, maxFileBytes: 4_000_000 });
    const taken = await fill(log);
    assert.equal((await collect(log, 'transcripts')).length, taken);

    const recorder = createRecorder();
    const consumer = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    await until('all are handled and committed', async () =>
      (await log.lag('transcripts', 'g')).every(({ lag }) => lag === 0),
    );
    await consumer.stop();
    assert.equal(await log.prune('transcripts', { maxPartitionBytes: 0 }), taken);
    await log.publish('transcripts', numbered(5));
    assert.equal(statSync(path).size <= 4_000_000, true);
    assertSound(path);
  });

  test('a disk that is full: a code, the file stays sound, and it goes on when room is made', async (t) => {
    const disk = smallDisk(await folder(t));
    if (disk === null) return t.skip('mounting is not permitted here');
    const path = join(disk, 'log.db');
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, randomBytes(1_000_000));
    const log = createEmbeddedEventLog({ path });
    t.after(() => log.close());
    await log.ensureTopics();
    const taken = await fill(log);
    assert.equal(taken > 0, true);
    assert.equal((await collect(log, 'transcripts')).length, taken);
    await rm(ballast);
    await log.publish('transcripts', numbered(3));
    assert.equal((await collect(log, 'transcripts')).length, taken + 3);
    assertSound(path);
    await log.close();
  });
});

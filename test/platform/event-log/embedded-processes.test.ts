import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, type TestContext, test } from 'node:test';
import {
  createEmbeddedEventLog,
  type EmbeddedEventLogOptions,
} from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { type ConsumerProcess, startConsumerProcess } from './support/consumer-process.ts';
import { numbered, range } from './support/numbered.ts';
import { createRecorder } from './support/recorder.ts';
import { until } from './support/until.ts';

const SESSION_TIMEOUT_MS = 1500;

async function scene(t: TestContext) {
  const dir = await mkdtemp(join(tmpdir(), 'callwarden-event-log-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, 'sub/folder/log.db');
  const open = (options: Partial<EmbeddedEventLogOptions> = {}) => {
    const log = createEmbeddedEventLog({ path, sessionTimeoutMs: SESSION_TIMEOUT_MS, ...options });
    t.after(() => log.close());
    return log;
  };
  const start = (plan: { hangAfter?: number; freezeUntil?: string } = {}): ConsumerProcess => {
    const log = { adapter: 'embedded', path, prefix: '', sessionTimeoutMs: SESSION_TIMEOUT_MS };
    return startConsumerProcess(t, { log, group: 'g', maxBatch: 5, ...plan });
  };
  return { path, open, start };
}

function assertSound(path: string): void {
  const db = new DatabaseSync(path);
  assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  db.close();
}

describe('the embedded event log, between processes', () => {
  test('processes that open a new file at once all get it', async (t) => {
    const { open, start, path } = await scene(t);
    const processes = range(3).map(() => start());
    const log = open();
    await log.ensureTopics();
    await log.publish('transcripts', numbered(60, { keys: 30 }));
    await until('all are handled', () => processes.flatMap(({ handled }) => handled).length >= 60);
    assert.deepEqual(
      processes.flatMap(({ handled }) => handled).sort((a, b) => a - b),
      range(60),
    );
    assertSound(path);
  });

  test('killed again and again in the middle of batches, nothing is lost and the file stays sound', async (t) => {
    const { open, start, path } = await scene(t);
    const log = open();
    await log.ensureTopics();
    const handled: number[] = [];
    let published = 0;
    for (const _round of range(6)) {
      await log.publish('transcripts', numbered(60, { from: published, keys: 30 }));
      published += 60;
      const doomed = start({ hangAfter: 20 });
      await until('it hangs with a batch in hand', () => doomed.given.length > 20);
      await doomed.kill('SIGKILL');
      handled.push(...doomed.handled);
      assertSound(path);
    }
    const survivor = start();
    await until('all are handled', () => new Set([...handled, ...survivor.handled]).size >= published);
    assert.deepEqual(
      [...new Set([...handled, ...survivor.handled])].sort((a, b) => a - b),
      range(published),
    );
    await survivor.kill('SIGTERM');
    const lag = await log.lag('transcripts', 'g');
    assert.equal(
      lag.every((partition) => partition.lag === 0),
      true,
    );
  });

  test('a process that stands still loses its partitions after its session; going on, it commits nothing stale', async (t) => {
    const { open, start, path } = await scene(t);
    const log = open();
    await log.ensureTopics();
    await log.publish('transcripts', numbered(60, { keys: 30 }));
    const goOn = `${path}.go-on`;
    const frozen = start({ hangAfter: 20, freezeUntil: goOn });
    await until('it stands still with a batch in hand', () => frozen.given.length > 20);
    const inHand = frozen.given.filter((number) => !frozen.handled.includes(number));

    const recorder = createRecorder();
    const other = await log.consume({ topic: 'transcripts', group: 'g', handle: recorder.handle });
    await until(
      'the other has the rest',
      () => new Set([...frozen.handled, ...recorder.numbers()]).size >= 60,
    );
    assert.deepEqual(
      inHand.filter((number) => !recorder.numbers().includes(number)),
      [],
    );
    await other.stop();
    const before = frozen.given.length;
    writeFileSync(goOn, '');

    await log.publish('transcripts', numbered(40, { from: 60, keys: 40 }));
    await until('it works again', () => frozen.given.length >= before + 40);
    assert.deepEqual(
      frozen.given.slice(before).sort((a, b) => a - b),
      range(40, 60),
    );
  });

  test('a process told to stop hands over at once, without doubles', async (t) => {
    const { open, start } = await scene(t);
    const log = open({ sessionTimeoutMs: 600_000 });
    await log.ensureTopics();
    const first = start();
    await log.publish('transcripts', numbered(100, { keys: 30 }));
    await until('it works', () => first.handled.length > 0);
    await first.kill('SIGTERM');
    const second = start();
    await until('all are handled', () => first.handled.length + second.handled.length >= 100);
    assert.deepEqual(
      [...first.handled, ...second.handled].sort((a, b) => a - b),
      range(100),
    );
  });
});

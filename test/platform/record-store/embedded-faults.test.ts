import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEmbeddedRecordStore } from '../../../platform/record-store/embedded/embedded-record-store.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { storedCalls } from '../../fixtures/stored-calls.ts';

const WRITER = fileURLToPath(new URL('fixtures/write-without-end.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'callwarden-faults-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const coded = (code: RecordStoreError['code'], retriable: boolean) => (error: unknown) =>
  error instanceof RecordStoreError && error.code === code && error.retriable === retriable;

/** Starts a writer process; `acknowledged` counts what it was told is durable. */
function startWriter(path: string, prefix: string) {
  const child: ChildProcess = spawn(process.execPath, [WRITER, path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  assert.ok(child.stdout);
  const lines = createInterface(child.stdout);
  let acknowledged = 0;
  lines.on('line', (line) => {
    acknowledged = Number(line);
  });
  return {
    async reach(count: number) {
      while (acknowledged < count) await once(lines, 'line');
    },
    async kill() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
      return acknowledged;
    },
  };
}

async function debtorsCalls(path: string, debtorId: string): Promise<Set<string>> {
  const store = createEmbeddedRecordStore({ path });
  const contacts = await store.contacts({ debtorId, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });
  await store.close();
  return new Set(contacts.map(({ callId }) => callId));
}

function integrityOf(path: string): unknown {
  const db = new DatabaseSync(path);
  const answer = db.prepare('PRAGMA integrity_check').get()?.integrity_check;
  db.prepare("INSERT INTO call_text (call_text) VALUES ('integrity-check')").run();
  db.close();
  return answer;
}

describe('the embedded store under faults', () => {
  test('a full disk is a coded fault; what was written stays, and writing goes on when there is room', async () => {
    const path = file('full.db');
    const small = createEmbeddedRecordStore({ path, maxBytes: 1_000_000 });
    await small.ensureSchema();
    const calls = storedCalls({ count: 1_000, flaggedShare: 1 });
    const acknowledged: string[] = [];
    await assert.rejects(
      async () => {
        for (const call of calls) {
          await small.writeCalls([call]);
          acknowledged.push(call.record.callId);
        }
      },
      coded('STORE_FULL', true),
    );
    assert.ok(acknowledged.length > 0);
    assert.equal((await small.search({ sort: 'newest', limit: 1 })).total, acknowledged.length);
    await assert.rejects(small.writeCalls(calls.slice(-1)), coded('STORE_FULL', true));
    await small.close();
    assert.equal(integrityOf(path), 'ok');

    const roomy = createEmbeddedRecordStore({ path });
    const results = await roomy.writeCalls(calls);
    const count = (wanted: string) => results.filter(({ status }) => status === wanted).length;
    assert.deepEqual(
      [count('unchanged'), count('created')],
      [acknowledged.length, 1_000 - acknowledged.length],
    );
    await roomy.close();
  });

  test('two processes write one file; both are whole', async () => {
    const path = file('shared.db');
    const writers = ['left', 'right'].map((prefix) => startWriter(path, prefix));
    await Promise.all(writers.map((writer) => writer.reach(100)));
    const [left = 0, right = 0] = await Promise.all(writers.map((writer) => writer.kill()));
    const ids = { left: await debtorsCalls(path, 'left'), right: await debtorsCalls(path, 'right') };
    for (let number = 0; number < left; number += 1) assert.ok(ids.left.has(`left-${number}`));
    for (let number = 0; number < right; number += 1) assert.ok(ids.right.has(`right-${number}`));
    assert.equal(integrityOf(path), 'ok');
  });

  test('killed in the middle of writing, it keeps what it acknowledged and no half batch', async () => {
    const path = file('killed.db');
    for (const round of [1, 2, 3, 4]) {
      const prefix = `round-${round}`;
      const writer = startWriter(path, prefix);
      await writer.reach(round * 30);
      const acknowledged = await writer.kill();
      const ids = await debtorsCalls(path, prefix);
      for (let number = 0; number < acknowledged; number += 1) assert.ok(ids.has(`${prefix}-${number}`));
      assert.equal(ids.size % 10, 0);
      assert.equal(integrityOf(path), 'ok');
    }
  });

  test('a lock held too long is a coded fault that passes', async () => {
    const path = file('locked.db');
    const store = createEmbeddedRecordStore({ path, busyTimeoutMs: 30 });
    await store.ensureSchema();
    const holder = new DatabaseSync(path);
    holder.exec('BEGIN IMMEDIATE');
    await assert.rejects(store.writeCalls([storedCall()]), coded('STORE_BUSY', true));
    await assert.rejects(store.ping(), coded('STORE_BUSY', true));
    assert.equal((await store.search({ sort: 'newest', limit: 1 })).total, 0);
    holder.exec('ROLLBACK');
    holder.close();
    await store.ping();
    assert.deepEqual(await store.writeCalls([storedCall()]), [{ status: 'created' }]);
    await store.close();
  });

  test('files that cannot be used are refused with what is wrong', async () => {
    writeFileSync(
      file('text.db'),
      'this is a text file, and long enough not to be taken for an empty database',
    );
    assert.throws(() => createEmbeddedRecordStore({ path: file('text.db') }), coded('STORE_CORRUPT', false));
    assert.throws(
      () => createEmbeddedRecordStore({ path: file('text.db/x.db') }),
      coded('STORE_UNREACHABLE', true),
    );
    assert.throws(() => createEmbeddedRecordStore({ path: folder }), coded('STORE_UNREACHABLE', true));
    const newer = new DatabaseSync(file('newer.db'));
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    const store = createEmbeddedRecordStore({ path: file('newer.db') });
    await assert.rejects(store.ensureSchema(), coded('STORE_REFUSED', false));
    await store.close();
  });

  test('a damaged record is named as such, not passed on', async () => {
    const path = file('damaged.db');
    const store = createEmbeddedRecordStore({ path });
    await store.ensureSchema();
    await store.writeCalls([storedCall()]);
    const vandal = new DatabaseSync(path);
    vandal.exec(`UPDATE calls SET record = json_set(record, '$.revision', 'many')`);
    vandal.close();
    await assert.rejects(store.getCall('call-1'), coded('STORE_CORRUPT', false));
    await assert.rejects(store.search({ sort: 'newest', limit: 1 }), coded('STORE_CORRUPT', false));
    await store.close();
  });

  test('a closed store says so', async () => {
    const store = createEmbeddedRecordStore({ path: file('closed.db') });
    await store.ensureSchema();
    await store.close();
    await store.close();
    await assert.rejects(store.writeCalls([storedCall()]), coded('STORE_CLOSED', false));
    await assert.rejects(store.getCall('call-1'), coded('STORE_CLOSED', false));
  });
});

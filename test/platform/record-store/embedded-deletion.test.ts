import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEmbeddedRecordStore } from '../../../platform/record-store/embedded/embedded-record-store.ts';
import { storedCall } from '../../fixtures/stored-call.ts';

test('of a deleted call nothing is left in the files, neither text nor indexed words', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-deletion-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const store = createEmbeddedRecordStore({ path: join(folder, 'store.db') });
  t.after(() => store.close());
  await store.ensureSchema();
  const isInFiles = (word: string) =>
    readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(word));
  const says = (callId: string, word: string) =>
    storedCall({ callId, says: [`${word} will be told to everybody`], sampled: true });
  await store.writeCalls([says('call-gone', 'xylophonist'), says('call-stays', 'quartermaster')]);
  assert.ok(isInFiles('xylophonist'));

  await store.deleteCalls(['call-gone']);
  await store.expungeDeleted();
  assert.ok(!isInFiles('xylophonist'));
  assert.ok(!isInFiles('call-gone'));
  assert.ok(isInFiles('quartermaster'));
  assert.equal((await store.search({ sort: 'newest', limit: 10, text: 'quartermaster' })).total, 1);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import type { CallFilter } from '../../../../contracts/call-search.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { fill, type OpenStore } from './store-under-test.ts';

export function scanContract(open: OpenStore): void {
  describe('scanning', () => {
    test('gives every call that matches, whole, oldest first, over many pages', async () => {
      const opened = await open();
      const { store } = opened;
      const calls = storedCalls({ count: 450 });
      await fill(opened, calls);
      assert.deepEqual(await scanned(store, {}), calls);
      assert.deepEqual(
        await scanned(store, { flagged: true, agency: ['agency-1'] }),
        calls.filter(({ record }) => record.flagged && record.agency === 'agency-1'),
      );
      assert.deepEqual(await scanned(store, { text: '从来没有人说过' }), []);
    });

    test('of an empty store gives nothing, and may be left early', async () => {
      const opened = await open();
      assert.deepEqual(await scanned(opened.store, {}), []);
      await fill(opened, storedCalls({ count: 250 }));
      let first = '';
      for await (const { record } of opened.store.scan({})) {
        first = record.callId;
        break;
      }
      assert.equal(first, 'call-1-000000');
    });

    test('misses and repeats nothing while calls are added', async () => {
      const opened = await open();
      const { store } = opened;
      const calls = storedCalls({ count: 250 });
      await fill(opened, calls);
      const seen: string[] = [];
      for await (const { record } of store.scan({})) {
        seen.push(record.callId);
        if (seen.length === 50) await store.writeCalls(storedCalls({ count: 100, seed: 2 }));
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.deepEqual(
        seen.filter((id) => id.startsWith('call-1-')),
        calls.map(({ record }) => record.callId),
      );
    });
  });
}

async function scanned(store: RecordStore, filter: CallFilter): Promise<StoredCall[]> {
  const calls: StoredCall[] = [];
  for await (const call of store.scan(filter)) calls.push(call);
  return calls;
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LedgerEntry } from '../../../../contracts/ledger.ts';
import type { KeptEntry, RecordStore } from '../../../../platform/record-store/port.ts';
import type { OpenStore } from './store-under-test.ts';

const entry = (seq: number, fields: Partial<LedgerEntry> = {}): LedgerEntry => ({
  seq,
  at: new Date(Date.UTC(2026, 10, 3, 9, 0, seq)).toISOString(),
  actor: { id: `off-${seq % 2}`, role: 'officer' },
  action: seq % 3 === 0 ? 'search' : 'call_read',
  object: { kind: 'call', id: `call-${seq % 4}` },
  factId: `fact-${seq}`,
  prevHash: `hash-${seq - 1}`,
  hash: `hash-${seq}`,
  seal: 'key.mac',
  ...fields,
});
const entries = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => entry(first + index));
const seqs = (kept: readonly KeptEntry[]) => kept.map(({ seq }) => seq);

async function scanned(store: RecordStore, from = 1): Promise<KeptEntry[]> {
  const found: KeptEntry[] = [];
  for await (const kept of store.scanEntries(from)) found.push(kept);
  return found;
}

export function ledgerContract(open: OpenStore): void {
  describe('entries of the ledger', () => {
    test('are appended in order, and nowhere but at the end', async () => {
      const { store, another } = await open();
      assert.equal(await store.lastEntry(), null);
      assert.deepEqual(await scanned(store), []);
      assert.deepEqual(await store.readEntries({ order: 'newest', limit: 5 }), []);
      assert.equal(await store.appendEntries(entries(2, 1)), 'taken');
      assert.equal(await store.appendEntries(entries(1, 3)), 'appended');
      assert.equal(await store.appendEntries(entries(1, 3)), 'taken');
      assert.equal(await store.appendEntries([entry(3, { factId: 'other' })]), 'taken');
      assert.equal(await store.appendEntries([entry(5)]), 'taken');
      const other = await another();
      assert.equal(await other.appendEntries(entries(4, 2)), 'appended');
      assert.equal(await store.appendEntries([entry(4, { factId: 'late' })]), 'taken');
      assert.deepEqual((await store.lastEntry())?.entry, entry(5));
      assert.equal(await store.appendEntries([entry(6)]), 'appended');
      assert.deepEqual(
        await scanned(other),
        entries(1, 6).map((one) => ({ seq: one.seq, entry: one })),
      );
      assert.deepEqual(seqs(await scanned(other, 4)), [4, 5, 6]);
    });

    test('hold every fact once', async () => {
      const { store, another } = await open();
      await store.appendEntries(entries(1, 2));
      assert.equal(await store.appendEntries([entry(3), entry(4, { factId: 'fact-1' })]), 'taken');
      assert.equal(await (await another()).appendEntries([entry(3, { factId: 'fact-2' })]), 'taken');
      assert.deepEqual(seqs(await scanned(store)), [1, 2]);
      assert.deepEqual(await store.entriesOfFacts(['fact-2', 'fact-9']), [{ seq: 2, entry: entry(2) }]);
      await assert.rejects(async () => store.appendEntries([entry(3), entry(5)]), RangeError);
      await assert.rejects(
        async () => store.appendEntries([entry(3), entry(4, { factId: 'fact-3' })]),
        RangeError,
      );
    });

    test('are found by who, what, on what and when, from both ends, page by page', async () => {
      const { store } = await open();
      for (const [first, count] of [
        [1, 5],
        [6, 1],
        [7, 6],
      ] as const)
        await store.appendEntries(entries(first, count));
      const find = async (query: Parameters<RecordStore['readEntries']>[0]) =>
        seqs(await store.readEntries(query));
      const whole = { order: 'oldest', limit: 100 } as const;
      assert.deepEqual(await find({ ...whole, filter: { actor: 'off-1' } }), [1, 3, 5, 7, 9, 11]);
      assert.deepEqual(await find({ ...whole, filter: { action: ['search', 'login'] } }), [3, 6, 9, 12]);
      const both = { actor: 'off-1', action: ['search' as const] };
      assert.deepEqual(await find({ ...whole, filter: both }), [3, 9]);
      const object = { objectKind: 'call', objectId: 'call-1' };
      assert.deepEqual(await find({ ...whole, filter: object }), [1, 5, 9]);
      assert.deepEqual(await find({ ...whole, filter: { objectKind: 'finding' } }), []);
      const time = { from: '2026-11-03T17:00:04+08:00', to: '2026-11-03T09:00:07Z' };
      assert.deepEqual(await find({ ...whole, filter: time }), [4, 5, 6]);
      assert.deepEqual(await find({ order: 'newest', limit: 4 }), [12, 11, 10, 9]);
      assert.deepEqual(await find({ order: 'newest', limit: 4, after: 9 }), [8, 7, 6, 5]);
      assert.deepEqual(await find({ order: 'oldest', limit: 4, after: 4 }), [5, 6, 7, 8]);
    });

    test('of many writers in two processes each batch has its place', async () => {
      const { store, another } = await open();
      const stores = [store, await another()];
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          stores[index % 2]?.appendEntries([
            entry(1, { factId: `by-${index}` }),
            entry(2, { factId: `and-${index}` }),
          ]),
        ),
      );
      assert.equal(answers.filter((answer) => answer === 'appended').length, 1);
      assert.deepEqual(seqs(await scanned(store)), [1, 2]);
    });

    test('keep whatever JSON before and after are', async () => {
      const { store } = await open();
      const odd = entry(1, {
        before: null,
        after: { deep: [1, { 'a.b': '好' }], at: 'no date', seq: 'text' },
      });
      await store.appendEntries([odd]);
      await store.appendEntries([entry(2, { before: { deep: 'now a text' }, after: [] })]);
      assert.deepEqual((await scanned(store))[0]?.entry, odd);
    });
  });
}

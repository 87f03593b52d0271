import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CallHit, CallQuery, CallSort } from '../../../../contracts/call-search.ts';
import { type RecordStore, RecordStoreError } from '../../../../platform/record-store/port.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { fill, find, type OpenStore } from './store-under-test.ts';

const MANY = 12_000;
const RANKS = ['redline', 'serious', 'minor', null];

export function pagingContract(open: OpenStore): void {
  describe('paging and order', () => {
    test(`${MANY} calls are paged through while others are added`, async () => {
      const opened = await open();
      const { store } = opened;
      const calls = storedCalls({ count: MANY, flaggedShare: 0.05 });
      await fill(opened, calls);
      let added = 0;
      const hits = await pageThrough(store, { limit: 500 }, async () => {
        added += 1;
        await store.writeCalls(storedCalls({ count: 20, seed: 100 + added }));
      });
      const ids = hits.map(({ record }) => record.callId);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        ids.filter((id) => id.startsWith('call-1-')),
        calls.map(({ record }) => record.callId).toReversed(),
      );
      assert.ok(added >= MANY / 500 - 1);
    });

    for (const sort of ['newest', 'oldest', 'severity', 'relevance'] as const) {
      test(`pages by ${sort} are the whole, once, in order`, async () => {
        const opened = await open();
        const { store } = opened;
        // Times repeat, so that order hangs on the call ids too.
        const calls = storedCalls({ count: 120 }).map((call, index) =>
          storedCall({
            callId: call.record.callId,
            startedAt: `2026-11-0${1 + (index % 3)}T00:00:00Z`,
            says: Array.from({ length: 1 + (index % 4) }, () => '什么时候还钱'),
            sampled: true,
          }),
        );
        const flagged = storedCalls({ count: 40, seed: 2, flaggedShare: 1 });
        await fill(opened, [...calls, ...flagged]);
        const filter = sort === 'relevance' ? { text: '还钱' } : {};
        const hits = await pageThrough(store, { ...filter, sort, limit: 17 });
        const expected = sort === 'relevance' ? calls : [...calls, ...flagged];
        assert.equal(hits.length, expected.length);
        assert.deepEqual(
          hits.map(({ record }) => record.callId),
          expected
            .map(({ record }) => record)
            .toSorted((a, b) => compare(orderOf(a, sort), orderOf(b, sort)))
            .map(({ callId }) => callId),
        );
        const whole = await find(store, { ...filter, sort });
        assert.equal(whole.nextCursor, null);
        assert.deepEqual(whole.hits, hits);
      });
    }

    test('relevance puts first where it is said most, and pages hold while calls are added', async () => {
      const opened = await open();
      const { store } = opened;
      const spoken = (callId: string, times: number) =>
        storedCall({ callId, says: Array.from({ length: times }, () => '老赖'), sampled: true });
      const calls = [3, 1, 7, 5, 2, 6, 4].map((times) => spoken(`said-${times}`, times));
      await fill(opened, calls);
      let added = 10;
      const hits = await pageThrough(store, { text: '老赖', sort: 'relevance', limit: 2 }, async () => {
        added += 1;
        await store.writeCalls([spoken(`more-${added}`, added), spoken(`other-${added}`, 0)]);
        await opened.settle();
      });
      assert.deepEqual(
        hits.map(({ record }) => record.callId),
        [7, 6, 5, 4, 3, 2, 1].map((times) => `said-${times}`),
      );
    });

    test('in relevance a long phrase weighs more than a short one', async () => {
      const opened = await open();
      const says = (callId: string, long: number, short: number) =>
        storedCall({
          callId,
          says: [
            ...Array.from({ length: long }, () => '什么时候还钱'),
            ...Array.from({ length: short }, () => '老赖'),
          ],
          sampled: true,
        });
      await fill(opened, [says('short', 1, 5), says('long', 2, 1), says('both', 2, 5)]);
      const page = await find(opened.store, { text: '老赖 什么时候还钱', sort: 'relevance' });
      assert.deepEqual(
        page.hits.map(({ record }) => record.callId),
        ['both', 'long', 'short'],
      );
    });

    test('a cursor of another query or of nowhere is refused', async () => {
      const opened = await open();
      const { store } = opened;
      await fill(opened, storedCalls({ count: 5 }));
      const { nextCursor } = await find(store, { limit: 2 });
      const cursor = nextCursor ?? '';
      assert.equal((await find(store, { cursor, limit: 3 })).hits.length, 3);
      const isBad = (error: unknown) =>
        error instanceof RecordStoreError && error.code === 'STORE_BAD_CURSOR';
      await assert.rejects(find(store, { cursor, sort: 'oldest' }), isBad);
      await assert.rejects(find(store, { cursor, flagged: true }), isBad);
      await assert.rejects(find(store, { cursor: 'nonsense' }), isBad);
    });
  });
}

async function pageThrough(
  store: RecordStore,
  query: Partial<CallQuery>,
  between: () => Promise<void> = async () => {},
): Promise<CallHit[]> {
  const hits: CallHit[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await find(store, { ...query, ...(cursor !== undefined && { cursor }) });
    hits.push(...page.hits);
    if (page.nextCursor === null) return hits;
    cursor = page.nextCursor;
    await between();
  }
}

type Sorted = CallHit['record'];

function orderOf(record: Sorted, sort: CallSort): (number | string)[] {
  if (sort === 'oldest') return [record.startedAtMs, record.callId];
  const newest = [-record.startedAtMs, record.callId];
  if (sort === 'severity') return [RANKS.indexOf(record.worstSeverity), ...newest];
  return sort === 'relevance' ? [-record.measures.turns, ...newest] : newest;
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    if (other !== undefined && value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

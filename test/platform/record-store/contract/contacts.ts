import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import type { OpenStore } from './store-under-test.ts';

const at = (minute: number) => `2026-11-02T10:${String(minute).padStart(2, '0')}:00+08:00`;
const ms = (minute: number) => Date.parse(at(minute));

export function contactsContract(open: OpenStore): void {
  describe('contact history', () => {
    test('sees a call as soon as its write returned, in any process', async () => {
      const { store, another } = await open();
      const elsewhere = await another();
      for (const minute of [1, 2, 3, 4, 5]) {
        await store.writeCalls([
          storedCall({ callId: `call-${minute}`, startedAt: at(minute), says: ['喂'] }),
        ]);
        const seen = await elsewhere.contacts({ debtorId: 'deb-101', fromMs: ms(0), toMs: ms(59) });
        assert.equal(seen.length, minute);
      }
    });

    test('says of each contact what frequency rules ask', async () => {
      const { store } = await open();
      const { record } = storedCall();
      await store.writeCalls([storedCall()]);
      const { callId, startedAtMs, durationMs, direction, channel, caseId, numberHash } = record;
      const { partyReached, effectiveContact } = record;
      assert.deepEqual(await store.contacts({ debtorId: 'deb-101', fromMs: 0, toMs: ms(59) }), [
        {
          callId,
          startedAtMs,
          durationMs,
          direction,
          channel,
          caseId,
          numberHash,
          partyReached,
          effectiveContact,
        },
      ]);
    });

    test('is right under duplicates, late and unordered calls', async () => {
      const { store } = await open();
      const calls = storedCalls({ count: 150, days: 3 });
      const unordered = calls.toSorted((a, b) =>
        a.record.transcriptHash < b.record.transcriptHash ? -1 : 1,
      );
      await store.writeCalls(unordered);
      await store.writeCalls(unordered.filter((_, index) => index % 3 === 0));
      const fromMs = Date.parse('2026-10-20T12:00:00Z');
      const toMs = Date.parse('2026-10-22T12:00:00Z');
      const within = calls
        .map(({ record }) => record)
        .filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < toMs);
      for (const debtorId of new Set(calls.map(({ record }) => record.debtorId ?? ''))) {
        assert.deepEqual(
          (await store.contacts({ debtorId, fromMs, toMs })).map(({ callId }) => callId),
          within.filter((record) => record.debtorId === debtorId).map(({ callId }) => callId),
        );
      }
    });

    test('counts an amended call once, as it is now', async () => {
      const { store } = await open();
      await store.writeCalls([
        storedCall({ startedAt: at(10) }),
        storedCall({ callId: 'b', startedAt: at(20) }),
      ]);
      await store.writeCalls([storedCall({ startedAt: at(30), revision: 2 })]);
      const now = await store.contacts({ debtorId: 'deb-101', fromMs: ms(0), toMs: ms(59) });
      assert.deepEqual(
        now.map(({ callId, startedAtMs }) => [callId, startedAtMs]),
        [
          ['b', ms(20)],
          ['call-1', ms(30)],
        ],
      );
      await store.writeCalls([storedCall({ startedAt: at(30), revision: 3, debtorId: 'deb-102' })]);
      const query = { fromMs: ms(0), toMs: ms(59) };
      assert.equal((await store.contacts({ ...query, debtorId: 'deb-101' })).length, 1);
      assert.equal((await store.contacts({ ...query, debtorId: 'deb-102' })).length, 1);
    });

    test('the interval takes its start and leaves its end', async () => {
      const { store } = await open();
      await store.writeCalls(
        [10, 20].map((minute) => storedCall({ callId: `call-${minute}`, startedAt: at(minute) })),
      );
      const ids = async (from: number, to: number) =>
        (await store.contacts({ debtorId: 'deb-101', fromMs: ms(from), toMs: ms(to) })).map(
          ({ callId }) => callId,
        );
      assert.deepEqual(await ids(10, 20), ['call-10']);
      assert.deepEqual(await ids(10, 21), ['call-10', 'call-20']);
      assert.deepEqual(await ids(11, 20), []);
    });

    test('asks by debtor, by number, by either, and finds nothing without both', async () => {
      const { store } = await open();
      await store.writeCalls([
        storedCall({ callId: 'a', startedAt: at(1), debtorId: 'deb-1', numberHash: 'num-1' }),
        storedCall({ callId: 'b', startedAt: at(2), debtorId: 'deb-1', numberHash: null }),
        storedCall({ callId: 'c', startedAt: at(3), debtorId: 'deb-2', numberHash: 'num-1' }),
        storedCall({ callId: 'd', startedAt: at(4), debtorId: null, numberHash: 'num-2' }),
      ]);
      const ids = async (who: { debtorId?: string; numberHash?: string }) =>
        (await store.contacts({ ...who, fromMs: ms(0), toMs: ms(59) })).map(({ callId }) => callId);
      assert.deepEqual(await ids({ debtorId: 'deb-1' }), ['a', 'b']);
      assert.deepEqual(await ids({ numberHash: 'num-1' }), ['a', 'c']);
      assert.deepEqual(await ids({ debtorId: 'deb-1', numberHash: 'num-1' }), ['a', 'b', 'c']);
      assert.deepEqual(await ids({}), []);
    });
  });
}

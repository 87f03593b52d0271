import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { contentOf, find, type OpenStore } from './store-under-test.ts';

export function writesContract(open: OpenStore): void {
  describe('writing calls', () => {
    test('what was written is read back whole, at once and elsewhere', async () => {
      const { store, another } = await open();
      const call = storedCall();
      assert.deepEqual(await store.writeCalls([call]), [{ status: 'created' }]);
      assert.deepEqual(await store.getCall(call.record.callId), call);
      const [stored] = call.findings;
      const elsewhere = await another();
      assert.deepEqual(await elsewhere.getCall(call.record.callId), call);
      assert.deepEqual(await elsewhere.getFinding(stored?.finding.id ?? ''), stored);
    });

    test('what was never written is null', async () => {
      const { store } = await open();
      assert.equal(await store.getCall('call-1'), null);
      assert.equal(await store.getFinding('finding-1'), null);
      assert.deepEqual(await store.writeCalls([]), []);
    });

    test('an unflagged call leaves its record only', async () => {
      const { store } = await open();
      const call = storedCall({ says: ['您好'] });
      await store.writeCalls([call]);
      assert.equal(call.transcript, null);
      assert.deepEqual(await store.getCall(call.record.callId), call);
    });

    test('writing again changes nothing, byte for byte', async () => {
      const { store, settle } = await open();
      const calls = storedCalls({ count: 60 });
      await store.writeCalls(calls);
      await settle();
      const before = await contentOf(store);
      const again = await store.writeCalls(calls.toReversed());
      assert.deepEqual(new Set(again.map(({ status }) => status)), new Set(['unchanged']));
      await settle();
      assert.equal(await contentOf(store), before);
      assert.equal((await find(store, {})).total, 60);
    });

    test('copies within one batch count once, results keep their order', async () => {
      const { store, settle } = await open();
      const first = storedCall({ callId: 'a' });
      const amended = storedCall({ callId: 'a', revision: 2 });
      const other = storedCall({ callId: 'b' });
      const results = await store.writeCalls([first, other, first, amended, first]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ['created', 'created', 'unchanged', 'amended', 'stale'],
      );
      await settle();
      assert.equal((await find(store, {})).total, 2);
      assert.equal((await store.getCall('a'))?.record.revision, 2);
    });

    test('a higher revision amends, a lower one is stale, also when it comes first', async () => {
      const { store } = await open();
      const [one, two, three] = [1, 2, 3].map((revision) => storedCall({ revision }));
      assert.ok(one && two && three);
      assert.deepEqual(await store.writeCalls([two]), [{ status: 'created' }]);
      assert.deepEqual(await store.writeCalls([one]), [{ status: 'stale' }]);
      assert.deepEqual(await store.writeCalls([three]), [{ status: 'amended', reopened: [] }]);
      assert.deepEqual(await store.writeCalls([two]), [{ status: 'stale' }]);
      assert.deepEqual(await store.getCall('call-1'), three);
    });

    test('an amendment that moves a call into another month leaves one call', async () => {
      const { store, settle } = await open();
      const october = storedCall({ startedAt: '2026-10-31T23:30:00Z' });
      const november = storedCall({ startedAt: '2026-11-01T00:30:00Z', revision: 2 });
      await store.writeCalls([october]);
      assert.deepEqual(await store.writeCalls([november]), [{ status: 'amended', reopened: [] }]);
      assert.deepEqual(await store.writeCalls([october]), [{ status: 'stale' }]);
      await settle();
      assert.equal((await find(store, {})).total, 1);
      assert.deepEqual(await store.getCall('call-1'), november);
      const contacts = await store.contacts({
        debtorId: 'deb-101',
        fromMs: october.record.startedAtMs,
        toMs: november.record.startedAtMs + 1,
      });
      assert.deepEqual(
        contacts.map(({ startedAtMs }) => startedAtMs),
        [november.record.startedAtMs],
      );
    });

    test('many writers of the same calls end with each call once', async () => {
      const { store, another, settle } = await open();
      const calls = storedCalls({ count: 40 });
      const stores = [store, await another(), await another()];
      const statuses = await Promise.all(
        stores.map(async (each) => (await each.writeCalls(calls)).map(({ status }) => status)),
      );
      for (const index of calls.keys()) {
        const outcomes = statuses.map((each) => each[index]).toSorted();
        assert.deepEqual(outcomes, ['created', 'unchanged', 'unchanged']);
      }
      await settle();
      assert.equal((await find(store, {})).total, 40);
    });

    test('outcomes that cannot be kept are refused, the others are written', async () => {
      const { store, settle } = await open();
      const good = storedCalls({ count: 3 });
      const call = storedCall();
      const { record } = call;
      const refused = [
        { ...call, record: { ...record, month: '2026-12' } },
        { ...call, record: { ...record, startedAtMs: 1 } },
        { ...call, record: { ...record, collectorId: 7 } },
        { ...call, record: { ...record, note: 'not in the contract' } },
        { ...call, record: { ...record, callId: '' } },
        { ...call, findings: [...call.findings, ...call.findings] },
        { ...call, findings: storedCall({ callId: 'other' }).findings },
        { ...call, transcript: { ...call.transcript, disposition: { code: 'x'.repeat(257) } } },
      ];
      const outcomes: unknown[] = good.flatMap((each, index) => [
        each,
        ...refused.slice(index * 3, index * 3 + 3),
      ]);
      const results = await store.writeCalls(outcomes as typeof good);
      assert.deepEqual(
        results.map(({ status }) => status),
        good.flatMap((_, index) => [
          'created',
          ...refused.slice(index * 3, index * 3 + 3).map(() => 'refused'),
        ]),
      );
      for (const result of results) {
        if (result.status === 'refused') assert.match(result.reason, /^(schema|inconsistent): /);
      }
      await settle();
      assert.equal((await find(store, {})).total, good.length);
    });

    test('a call that is too large is refused, its size named', async () => {
      const { store } = await open();
      const long = storedCall({
        sampled: true,
        says: Array.from({ length: 300 }, () => '还'.repeat(19_000)),
      });
      const [result] = await store.writeCalls([long, storedCall({ callId: 'b' })]);
      assert.ok(result?.status === 'refused');
      assert.match(result.reason, /^too_large: \d+ bytes/);
      assert.equal(await store.getCall('call-1'), null);
      assert.notEqual(await store.getCall('b'), null);
    });

    test('ids of any script and length are kept apart', async () => {
      const { store, settle } = await open();
      const long = '通话'.repeat(127);
      const ids = [`${long}a`, `${long}b`, 'with / ? # % & space', '..', '_all', 'ŁÓDŹ-ß', '😀', "it's"];
      const results = await store.writeCalls(ids.map((callId) => storedCall({ callId })));
      assert.deepEqual(new Set(results.map(({ status }) => status)), new Set(['created']));
      await settle();
      assert.equal((await find(store, {})).total, ids.length);
      for (const callId of ids) assert.equal((await store.getCall(callId))?.record.callId, callId);
    });
  });
}

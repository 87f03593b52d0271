import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TOMBSTONES } from '../../../../platform/record-store/deleted-calls.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { contentOf, fill, foundIds, type OpenStore } from './store-under-test.ts';

const call = (callId: string, startedAt = '2026-11-02T10:15:00+08:00') => storedCall({ callId, startedAt });

export function deletionContract(open: OpenStore): void {
  describe('deleting calls', () => {
    test('takes the call, its findings, its words and its contact, and leaves the others', async () => {
      const opened = await open();
      const { store, another } = opened;
      const calls = [call('call-1'), call('call-2', '2026-09-02T10:15:00+08:00'), call('call-3')];
      await fill(opened, calls);
      const before = await store.facets({});
      assert.equal(await store.deleteCalls(['call-1', 'call-2', 'call-1', 'never-there']), 2);

      const elsewhere = await another();
      assert.deepEqual(await foundIds(elsewhere, {}), ['call-3']);
      const said = calls[0]?.transcript?.turns[0]?.text ?? '';
      assert.deepEqual(await foundIds(elsewhere, { text: `"${said}"` }), ['call-3']);
      assert.equal(await elsewhere.getCall('call-1'), null);
      assert.equal(await elsewhere.getFinding(calls[0]?.findings[0]?.finding.id ?? ''), null);
      const contacts = await elsewhere.contacts({ debtorId: 'deb-101', fromMs: 0, toMs: Date.now() * 2 });
      assert.deepEqual(
        contacts.map(({ callId }) => callId),
        ['call-3'],
      );
      assert.deepEqual(before.category[0]?.calls, 3);
      assert.deepEqual((await elsewhere.facets({})).category[0]?.calls, 1);
      assert.deepEqual((await contentOf(elsewhere)).includes('call-1'), false);
      assert.notEqual(await elsewhere.getCall('call-3'), null);
    });

    test('again deletes nothing, of an empty store too', async () => {
      const opened = await open();
      assert.equal(await opened.store.deleteCalls(['call-1']), 0);
      await opened.store.expungeDeleted();
      await fill(opened, [call('call-1')]);
      assert.equal(await opened.store.deleteCalls(['call-1']), 1);
      assert.equal(await opened.store.deleteCalls(['call-1']), 0);
      await opened.store.expungeDeleted();
      assert.deepEqual(await foundIds(opened.store, {}), []);
    });

    test('many calls are amended at once, their words with them', async () => {
      const opened = await open();
      const ids = ['call-1', 'call-2', 'call-3', 'call-4'];
      const revised = (revision: number, says: string) =>
        ids.map((callId) => storedCall({ callId, revision, says: [says], sampled: true }));
      await fill(opened, revised(1, '先说这个'));
      for (const [revision, says] of [
        [2, '再说那个'],
        [3, '最后什么'],
      ] as const) {
        const amended = await opened.store.writeCalls(revised(revision, says));
        assert.deepEqual(new Set(amended.map(({ status }) => status)), new Set(['amended']));
      }
      await opened.settle();
      assert.deepEqual(await foundIds(opened.store, { text: '先说这个' }), []);
      assert.deepEqual((await foundIds(opened.store, { text: '最后什么' })).sort(), ids);
    });

    test('a call with a tombstone does not come back; without one it does', async () => {
      const opened = await open();
      const { store } = opened;
      await fill(opened, [call('call-1'), call('call-2')]);
      await store.putDocument(TOMBSTONES, 'call-1', {}, 0);
      await store.deleteCalls(['call-1', 'call-2']);
      const again = await store.writeCalls([call('call-1'), call('call-2'), call('call-3')]);
      assert.deepEqual(
        again.map(({ status }) => status),
        ['stale', 'created', 'created'],
      );
      assert.equal(await store.getCall('call-1'), null);
    });
  });
}

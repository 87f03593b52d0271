import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NEW_REVIEW } from '../../../../contracts/review.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { fill, find, foundIds, judged, type OpenStore } from './store-under-test.ts';

const confirmed = judged(NEW_REVIEW, 'reviewed', 'confirmed');

export function supersedeContract(open: OpenStore): void {
  describe('amending and re-analysing', () => {
    test('the same revision under another rulebook replaces the analysis only when told to', async () => {
      const { store } = await open();
      const first = storedCall();
      const second = storedCall({ rulebookHash: 'rulebook-2', findings: [null, {}] });
      await store.writeCalls([first]);
      assert.deepEqual(await store.writeCalls([second]), [{ status: 'unchanged', reopened: [] }]);
      assert.deepEqual(await store.getCall('call-1'), first);
      assert.deepEqual(await store.writeCalls([second], { supersede: true }), [
        { status: 'amended', reopened: [] },
      ]);
      assert.deepEqual(await store.getCall('call-1'), second);
      assert.deepEqual(await store.writeCalls([second], { supersede: true }), [
        { status: 'unchanged', reopened: [] },
      ]);
    });

    test('a review stays while the evidence is the same', async () => {
      const opened = await open();
      const { store } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const id = call.findings[0]?.finding.id ?? '';
      await store.writeReview(id, confirmed, 0);
      const results = await store.writeCalls([storedCall({ revision: 2 })]);
      assert.deepEqual(results, [{ status: 'amended', reopened: [] }]);
      const stored = await store.getFinding(id);
      assert.deepEqual(stored?.review, confirmed);
      assert.equal(stored?.finding.revision, 2);
    });

    test('a review is reopened when the evidence changed, and says so until somebody judges', async () => {
      const opened = await open();
      const { store, settle } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const id = call.findings[0]?.finding.id ?? '';
      await store.writeReview(id, confirmed, 0);
      const changed = storedCall({ revision: 2, findings: [{ evidence: 'other' }, { evidence: 'other' }] });
      const [result] = await store.writeCalls([changed]);
      assert.ok(result?.status === 'amended');
      assert.deepEqual(
        result.reopened.map(({ kind, findingId, version }) => ({ kind, findingId, version })),
        [{ kind: 'reopened', findingId: id, version: 2 }],
      );
      const review = (await store.getFinding(id))?.review;
      assert.deepEqual(review, {
        state: 'reopened',
        version: 2,
        history: [...confirmed.history, ...result.reopened],
      });
      assert.deepEqual(await store.writeCalls([changed]), [
        { status: 'unchanged', reopened: result.reopened },
      ]);
      await settle();
      assert.deepEqual(await foundIds(store, { verdict: ['confirmed'] }), []);
      assert.deepEqual(await foundIds(store, { reviewState: ['reopened'] }), ['call-1']);
      await store.writeReview(id, judged(review ?? NEW_REVIEW, 'reviewed', 'confirmed', 'off-2'), 2);
      assert.deepEqual(await store.writeCalls([changed]), [{ status: 'unchanged', reopened: [] }]);
    });

    test('of findings that are gone the unreviewed leave, the reviewed stay as history', async () => {
      const opened = await open();
      const { store, settle } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const [reviewed, unreviewed] = call.findings.map(({ finding }) => finding.id);
      assert.ok(reviewed && unreviewed);
      await store.writeReview(reviewed, confirmed, 0);
      const clean = storedCall({ revision: 2, findings: [null, null] });
      assert.deepEqual(await store.writeCalls([clean]), [{ status: 'amended', reopened: [] }]);
      const stored = await store.getCall('call-1');
      assert.deepEqual(stored?.record, clean.record);
      assert.deepEqual(stored?.transcript, call.transcript);
      assert.deepEqual(
        stored?.findings.map(({ finding, superseded }) => [finding.id, superseded]),
        [[reviewed, true]],
      );
      assert.equal(await store.getFinding(unreviewed), null);
      assert.equal((await store.getFinding(reviewed))?.superseded, true);
      await settle();
      assert.deepEqual(await foundIds(store, { verdict: ['confirmed'] }), []);
      assert.deepEqual((await find(store, {})).hits[0]?.review, {});
      assert.deepEqual((await store.facets({})).category, []);
    });

    test('a finding that comes back takes its review up again', async () => {
      const opened = await open();
      const { store } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const id = call.findings[0]?.finding.id ?? '';
      await store.writeReview(id, confirmed, 0);
      await store.writeCalls([storedCall({ revision: 2, findings: [null, {}] })]);
      await store.writeCalls([storedCall({ revision: 3 })]);
      const stored = await store.getFinding(id);
      assert.equal(stored?.superseded, false);
      assert.deepEqual(stored?.review, confirmed);
    });

    test('reviews and amendments at the same time lose nothing', async () => {
      const opened = await open();
      const { store, another } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const [first, second] = call.findings.map(({ finding }) => finding.id);
      assert.ok(first && second);
      const other = await another();
      const revisions = [2, 3, 4, 5].map((revision) => storedCall({ revision }));
      await Promise.all([
        store.writeCalls(revisions),
        other.writeReview(first, confirmed, 0),
        other.writeReview(second, confirmed, 0),
      ]);
      const stored = await store.getCall('call-1');
      assert.equal(stored?.record.revision, 5);
      assert.deepEqual(
        stored?.findings.map(({ review }) => review),
        [confirmed, confirmed],
      );
    });
  });
}

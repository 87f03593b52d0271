import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NEW_REVIEW } from '../../../../contracts/review.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { fill, find, foundIds, judged, type OpenStore } from './store-under-test.ts';

export function reviewsContract(open: OpenStore): void {
  describe('reviews', () => {
    test('a verdict is visible to searches on return', async () => {
      const opened = await open();
      const { store, another } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const [first] = call.findings;
      assert.ok(first);
      const review = judged(NEW_REVIEW, 'reviewed', 'dismissed');
      assert.deepEqual(await store.writeReview(first.finding.id, review, 0), {
        status: 'written',
        finding: { ...first, review },
      });
      const elsewhere = await another();
      assert.deepEqual(await foundIds(elsewhere, { verdict: ['dismissed'] }), ['call-1']);
      assert.deepEqual((await find(elsewhere, {})).hits[0]?.review, { reviewed: 1, new: 1 });
      assert.deepEqual((await elsewhere.getFinding(first.finding.id))?.review, review);
      const stored = await elsewhere.getCall('call-1');
      assert.deepEqual(stored, {
        ...call,
        findings: call.findings.map((each) => (each === first ? { ...first, review } : each)),
      });
    });

    test('a verdict over an older version is a conflict and shows what is there', async () => {
      const opened = await open();
      const { store } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const id = call.findings[0]?.finding.id ?? '';
      const review = judged(NEW_REVIEW, 'reviewed', 'confirmed');
      await store.writeReview(id, review, 0);
      const late = await store.writeReview(id, judged(NEW_REVIEW, 'reviewed', 'dismissed', 'off-2'), 0);
      assert.equal(late.status, 'conflict');
      assert.deepEqual(late.status === 'conflict' && late.finding.review, review);
      assert.deepEqual(await store.writeReview('nowhere', review, 0), { status: 'not_found' });
      await assert.rejects(store.writeReview(id, review, 1), RangeError);
    });

    test('twenty officers at once leave one ordered history that holds them all', async () => {
      const opened = await open();
      const { store, another } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const id = call.findings[0]?.finding.id ?? '';
      const stores = [store, await another()];
      const officers = Array.from({ length: 20 }, (_, index) => `off-${index}`);
      await Promise.all(officers.map((by, index) => judgeUntilWritten(stores[index % 2] ?? store, id, by)));
      const review = (await store.getFinding(id))?.review;
      assert.equal(review?.version, 20);
      assert.deepEqual(
        review?.history.map(({ version }) => version),
        officers.map((_, index) => index + 1),
      );
      assert.deepEqual(new Set(review?.history.map(({ actor }) => actor.id)), new Set(officers));
      assert.equal(review?.reviewer, review?.history.at(-1)?.actor.id);
    });

    test('verdicts on two findings of one call do not disturb each other', async () => {
      const opened = await open();
      const { store, another } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const [one, two] = call.findings.map(({ finding }) => finding.id);
      const other = await another();
      const review = judged(NEW_REVIEW, 'reviewed', 'confirmed');
      const results = await Promise.all([
        store.writeReview(one ?? '', review, 0),
        other.writeReview(two ?? '', review, 0),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ['written', 'written'],
      );
      assert.deepEqual((await find(store, {})).hits[0]?.review, { reviewed: 2 });
    });
  });
}

async function judgeUntilWritten(store: RecordStore, id: string, by: string): Promise<void> {
  for (let seen = (await store.getFinding(id))?.review ?? NEW_REVIEW; ; ) {
    const write = await store.writeReview(id, judged(seen, 'reviewed', 'confirmed', by), seen.version);
    if (write.status === 'written') return;
    assert.ok(write.status === 'conflict');
    seen = write.finding.review;
  }
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHash } from '../../../../contracts/canonical-json.ts';
import { ReviewConflict } from '../../../../contracts/review-conflict.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { until } from '../../../platform/event-log/support/until.ts';
import type { Client } from '../support/api-scene.ts';
import { eachStore } from '../support/each-store.ts';
import { ok, post } from '../support/queue-acts.ts';

const WRITERS = 100;

/** Gives a verdict over whatever version stands, again and again until it is taken. */
async function insist(officer: Client, findingId: string, comment: string): Promise<void> {
  for (let version = 0; ; ) {
    const body = { verdict: 'confirmed', comment, version };
    const answer = await post(officer, `/v1/findings/${findingId}/verdict`, body);
    if (answer.status !== 409) return void ok(answer);
    assert.equal(answer.problem().code, 'review_conflict');
    const { review, changed } = answer.as(ReviewConflict);
    assert.equal(changed?.length, (review?.version ?? 0) - version, 'it says what happened since');
    version = review?.version ?? 0;
  }
}

await eachStore('a hundred writers on one finding', (open) => {
  test('leave one ordered history in which nothing is lost, and one ledger of it', async (t) => {
    const scene = await open(t);
    const officers = await Promise.all(Array.from({ length: 5 }, () => scene.withToken('officer')));
    const call = storedCall();
    await scene.fill(call);
    const id = call.findings[0]?.finding.id ?? '';
    const comments = Array.from({ length: WRITERS }, (_, index) => `writer ${index}`);
    await Promise.all(
      comments.map((comment, index) => insist(officers[index % 5] ?? scene.anyone, id, comment)),
    );
    const review = (await scene.store.getFinding(id))?.review;
    assert.equal(review?.version, WRITERS);
    assert.deepEqual(
      review?.history.map(({ version }) => version),
      comments.map((_, index) => index + 1),
    );
    assert.deepEqual(review?.history.map(({ comment }) => comment ?? '').sort(), comments.toSorted());
    for (const { id: hash, ...fact } of review?.history ?? []) assert.equal(hash, contentHash(fact));
    const ids = review?.history.map((event) => event.id) ?? [];
    await until('all are told', async () => (await scene.store.listDocuments('review-outbox')).length === 0);
    const entries = await scene.store.readEntries({
      filter: { action: ['verdict'] },
      order: 'oldest',
      limit: 500,
    });
    assert.equal(entries.length, WRITERS);
    assert.deepEqual(new Set((await scene.publishedReviews()).map((event) => event.id)), new Set(ids));
  });
});

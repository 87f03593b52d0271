import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredFinding } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { NEW_REVIEW } from '../../../contracts/review.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { type ApiScene, type Client, startApi } from './support/api-scene.ts';

async function withCall(scene: ApiScene, change: Parameters<typeof storedCall>[0] = {}): Promise<string> {
  const call = storedCall(change);
  await scene.store.writeCalls([call]);
  return call.findings[0]?.finding.id ?? '';
}

const judge = (client: Client, id: string, body: object) =>
  client(`/v1/findings/${id}/verdict`, { method: 'POST', body });

test('a verdict stands in the finding, in its history and on the topic', async (t) => {
  const scene = await startApi(t);
  const officer = await scene.newAccount('li.na', 'officer');
  const id = await withCall(scene);
  const dismissed = {
    verdict: 'dismissed',
    reason: 'quotation_or_negation',
    comment: '引用客户原话',
    version: 0,
  };
  const { review } = (await judge(officer.call, id, dismissed)).as(StoredFinding);
  assert.deepEqual([review.state, review.version, review.verdict], ['reviewed', 1, 'dismissed']);
  assert.equal(review.reviewer, 'li.na');
  const second = await judge(scene.admin.call, id, { verdict: 'confirmed', version: 1 });
  const stored = second.as(StoredFinding);
  assert.deepEqual([stored.review.verdict, stored.review.reason], ['confirmed', undefined]);
  assert.deepEqual(
    stored.review.history.map(({ actor, verdict, version }) => [actor.id, actor.role, verdict, version]),
    [
      ['li.na', 'officer', 'dismissed', 1],
      ['admin', 'admin', 'confirmed', 2],
    ],
  );
  for (const { id: hash, ...fact } of stored.review.history) assert.equal(hash, contentHash(fact));
  assert.deepEqual((await scene.store.getFinding(id))?.review, stored.review);
  await until('both verdicts are published', async () => (await scene.publishedReviews()).length === 2);
  const published = (await scene.publishedReviews()).toSorted((a, b) => a.version - b.version);
  assert.deepEqual(published, stored.review.history);
  await until(
    'nothing is left in the outbox',
    async () => (await scene.store.listDocuments('review-outbox')).length === 0,
  );
});

test('of twenty at once one is taken; the others are told what changed', async (t) => {
  const scene = await startApi(t);
  const id = await withCall(scene);
  const officers = await Promise.all(Array.from({ length: 20 }, () => scene.withToken('officer')));
  const answers = await Promise.all(
    officers.map((officer, index) =>
      judge(officer, id, { verdict: 'confirmed', comment: `officer ${index}`, version: 0 }),
    ),
  );
  const taken = answers.filter(({ status }) => status === 200);
  const late = answers.filter(({ status }) => status === 409);
  assert.deepEqual([taken.length, late.length], [1, 19]);
  const review = taken[0]?.as(StoredFinding).review;
  for (const answer of late) {
    assert.equal(answer.problem().code, 'review_conflict');
    const conflict = answer.as(ReviewConflict);
    assert.deepEqual(conflict.review, review);
    assert.deepEqual(conflict.changed, review?.history);
  }
  await until('the verdict is published', async () => (await scene.publishedReviews()).length > 0);
  assert.deepEqual(await scene.publishedReviews(), review?.history);
  await until(
    'nothing is left in the outbox',
    async () => (await scene.store.listDocuments('review-outbox')).length === 0,
  );
});

test('a conflict tells only what happened since the version that was seen', async (t) => {
  const scene = await startApi(t);
  const id = await withCall(scene);
  for (const version of [0, 1, 2])
    assert.equal((await judge(scene.admin.call, id, { verdict: 'confirmed', version })).status, 200);
  const changedSince = async (version: number) =>
    (await judge(scene.admin.call, id, { verdict: 'undecidable', version }))
      .as(ReviewConflict)
      .changed?.map((event) => event.version);
  assert.deepEqual(await changedSince(1), [2, 3]);
  assert.deepEqual(await changedSince(7), []);
});

test('what is closed, appealed or history takes no verdict', async (t) => {
  const scene = await startApi(t);
  for (const state of ['appealed', 'closed'] as const) {
    const review = { ...NEW_REVIEW, state, version: 3 };
    const id = await withCall(scene, { callId: state });
    assert.equal((await scene.store.writeReview(id, review, 0)).status, 'written');
    const answer = await judge(scene.admin.call, id, { verdict: 'confirmed', version: 3 });
    assert.equal(answer.problem().code, 'review_closed');
  }
  const id = await withCall(scene, { callId: 'amended' });
  assert.equal((await judge(scene.admin.call, id, { verdict: 'confirmed', version: 0 })).status, 200);
  await scene.store.writeCalls([storedCall({ callId: 'amended', revision: 2, findings: [null, {}] })]);
  const answer = await judge(scene.admin.call, id, { verdict: 'undecidable', version: 1 });
  assert.equal(answer.problem().code, 'finding_superseded');
});

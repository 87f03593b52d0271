import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppealPage } from '../../../../contracts/appeal.ts';
import { OwnResults } from '../../../../contracts/own-results.ts';
import { AppealState } from '../../../../services/review-api/routes/appeal-routes.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { until } from '../../../platform/event-log/support/until.ts';
import type { Client } from '../support/api-scene.ts';
import { eachStore, type OpenScene } from '../support/each-store.ts';
import { itemOf, judgeAll, move, ok, post, setUp } from '../support/queue-acts.ts';

const DAY = 86_400_000;
const SOUGHT = { sought: { verdict: 'dismissed' }, statement: '那是引用客户的原话' };

/** A published call of col-01 with one confirmed finding, and everybody who has to do with it. */
async function published(open: OpenScene, t: Parameters<OpenScene>[0], housekeepingMs?: number) {
  const scene = await open(t, housekeepingMs === undefined ? {} : { housekeepingMs });
  const call = storedCall({ callId: 'own', findings: [{}, null] });
  const other = storedCall({ callId: 'of-another', collector: { id: 'col-02' }, findings: [{}, null] });
  await scene.fill(call, other);
  const li = await scene.newAccount('li.na', 'officer');
  const wang = await scene.newAccount('wang.fang', 'officer');
  const lin = await scene.newAccount('lin', 'lead');
  const su = await scene.newAccount('su', 'lead');
  const chen = await scene.newAccount('chen', 'collector', { collectorId: 'col-01' });
  await judgeAll(li.call, 'own', { verdict: 'confirmed' });
  const id = call.findings[0]?.finding.id ?? '';
  const step = (client: Client, verb: string, version: number, more: object = {}) =>
    post(client, `/v1/findings/${id}/appeal${verb}`, { version, ...more });
  return { scene, id, li, wang, lin, su, chen, step };
}

await eachStore('an appeal', (open) => {
  test('goes from the collector through three steps, and the result follows', async (t) => {
    const { scene, id, li, wang, lin, su, chen, step } = await published(open, t);
    assert.equal((await step(chen.call, '', 1, SOUGHT)).status, 404, 'nothing is published yet');
    assert.deepEqual(ok(await chen.call('/v1/my/results')).as(OwnResults).calls, []);
    assert.equal((await post(li.call, '/v1/queue/calls/own/publish', { version: 1 })).status, 403);
    const { published: since } = await move(lin.call, 'own', 'publish');
    assert.equal(Date.parse(since?.appealUntil ?? '') - Date.parse(since?.at ?? ''), 7 * DAY);

    const mine = ok(await chen.call('/v1/my/results')).as(OwnResults);
    assert.deepEqual(
      mine.calls.map(({ callId, results }) => [callId, results.map(({ verdict }) => verdict)]),
      [['own', ['confirmed']]],
    );
    assert.ok(mine.calls[0]?.results[0]?.mayAppeal);
    assert.ok(!JSON.stringify(mine).includes('li.na'), 'who reviewed stays unnamed');
    const same = { ...SOUGHT, sought: { verdict: 'confirmed' } };
    assert.equal((await step(chen.call, '', 1, same)).problem().errors?.[0]?.field, 'sought');
    const raised = ok(await step(chen.call, '', 1, SOUGHT)).as(AppealState);
    assert.deepEqual([raised.appeal.status, raised.appeal.step, raised.version], ['open', 'lead', 2]);
    assert.equal((await itemOf(lin.call, 'own')).stage, 'appealed');
    const verdict = await post(li.call, `/v1/findings/${id}/verdict`, { verdict: 'confirmed', version: 2 });
    assert.equal(verdict.problem().code, 'review_closed');

    const list = async (client: Client) => ok(await client('/v1/appeals?step=lead')).as(AppealPage).appeals;
    assert.deepEqual(
      (await list(lin.call)).map(({ findingId, mayDecide }) => [findingId, mayDecide]),
      [[id, true]],
    );
    const keep = { decision: 'keep', reason: '复听确认' };
    assert.equal((await step(li.call, '/decision', 2, keep)).status, 403, 'no permission for this step');
    assert.equal((await step(lin.call, '/decision', 1, keep)).problem().code, 'review_conflict');
    const kept = ok(await step(lin.call, '/decision', 2, keep)).as(AppealState);
    assert.deepEqual([kept.appeal.status, kept.appeal.step], ['answered', 'lead']);
    assert.equal((await step(lin.call, '/decision', 3, keep)).problem().code, 'appeal_not_open');

    const second = ok(await step(chen.call, '/continue', 3)).as(AppealState);
    assert.deepEqual([second.appeal.status, second.appeal.step], ['open', 'quality']);
    const own = await step(li.call, '/decision', 4, keep);
    assert.equal(own.problem().code, 'conflict_of_interest', 'the reviewer does not decide');
    const other = { decision: 'set_other', set: { severity: 'minor' }, reason: '情节轻微' };
    ok(await step(wang.call, '/decision', 4, other));
    const lowered = ok(await chen.call('/v1/my/results')).as(OwnResults).calls[0]?.results[0];
    assert.deepEqual([lowered?.severity, lowered?.verdict], ['minor', 'confirmed']);
    assert.ok(!JSON.stringify(lowered).includes('wang.fang'));

    ok(await step(chen.call, '/continue', 5));
    const accept = { decision: 'accept', reason: '确为引用' };
    assert.equal((await step(lin.call, '/decision', 6, accept)).problem().code, 'conflict_of_interest');
    const ended = ok(await step(su.call, '/decision', 6, accept)).as(AppealState);
    assert.deepEqual([ended.appeal.status, ended.appeal.outcome], ['ended', 'amended']);
    const review = (await scene.store.getFinding(id))?.review;
    assert.deepEqual(
      [review?.state, review?.verdict, review?.reason],
      ['closed', 'dismissed', 'appeal_accepted'],
    );
    assert.deepEqual(
      review?.history.map(({ kind }) => kind),
      [
        'verdict',
        'appeal_raised',
        'appeal_decided',
        'appeal_continued',
        'appeal_decided',
        'appeal_continued',
        'appeal_decided',
      ],
    );
    assert.deepEqual(
      review?.appeal?.answers.map(({ step: at, decision, by }) => [at, decision, by.id]),
      [
        ['lead', 'keep', 'lin'],
        ['quality', 'set_other', 'wang.fang'],
        ['final', 'accept', 'su'],
      ],
    );
    assert.equal((await step(chen.call, '', 7, SOUGHT)).problem().code, 'appeal_exists');
    const theirs = ok(await chen.call('/v1/my/results')).as(OwnResults);
    assert.equal(theirs.total, 1, 'and never the calls of others');
  });

  test('is withdrawn, and then the result stands', async (t) => {
    const { scene, id, lin, chen, step } = await published(open, t);
    await move(lin.call, 'own', 'publish');
    ok(await step(chen.call, '', 1, SOUGHT));
    const { appeal } = ok(await step(chen.call, '/withdraw', 2)).as(AppealState);
    assert.deepEqual([appeal.status, appeal.outcome], ['ended', 'withdrawn']);
    const review = (await scene.store.getFinding(id))?.review;
    assert.deepEqual([review?.state, review?.verdict], ['closed', 'confirmed']);
    assert.equal((await step(chen.call, '/withdraw', 3)).problem().code, 'appeal_not_open');
  });

  test('a lead reopens a published call, and the collector sees it no more', async (t) => {
    const { lin, chen, step } = await published(open, t);
    await move(lin.call, 'own', 'publish');
    const reopened = await move(lin.call, 'own', 'reopen', { reason: '新的录音' });
    assert.deepEqual([reopened.stage, reopened.open, reopened.published], ['open', 1, null]);
    assert.deepEqual(ok(await chen.call('/v1/my/results')).as(OwnResults).calls, []);
    assert.equal((await step(chen.call, '', 2, SOUGHT)).status, 404);
  });

  test('the clock publishes, closes, and moves what nobody decides', async (t) => {
    const { scene, id, chen, step } = await published(open, t, 50);
    await setUp(scene.admin.call, { publishAfterHours: 0 });
    const stageIs = (stage: string) =>
      until(`the stage is ${stage}`, async () => (await scene.store.queued('own'))?.stage === stage);
    scene.advance(60_000);
    await stageIs('published');
    ok(await step(chen.call, '', 1, SOUGHT));
    const appealOf = async () => (await scene.store.getFinding(id))?.review.appeal;
    scene.advance(6 * DAY);
    await until('the step is quality', async () => (await appealOf())?.step === 'quality');
    scene.advance(6 * DAY);
    await until('the step is final', async () => (await appealOf())?.step === 'final');
    scene.advance(6 * DAY);
    await until('silence accepts', async () => (await appealOf())?.outcome === 'amended');
    const review = (await scene.store.getFinding(id))?.review;
    assert.deepEqual([review?.state, review?.verdict], ['closed', 'dismissed']);
    assert.deepEqual(
      review?.appeal?.answers.map(({ step: at, decision }) => [at, decision]),
      [
        ['lead', 'timed_out'],
        ['quality', 'timed_out'],
        ['final', 'timed_out'],
      ],
    );
    await stageIs('closed');
  });
});

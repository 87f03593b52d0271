import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BulkResult, FindingGroups } from '../../../../contracts/queue.ts';
import { NEW_REVIEW } from '../../../../contracts/review.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { eachStore } from '../support/each-store.ts';
import { judgeAll, listed, ok, pageOf, post } from '../support/queue-acts.ts';

await eachStore('a verdict on near-duplicates', (open) => {
  test('is given to all of a group, and taken back where nothing happened since', async (t) => {
    const scene = await open(t);
    const li = await scene.newAccount('li.na', 'officer');
    const wang = await scene.newAccount('wang.fang', 'officer');
    const ids = ['one', 'two', 'three'];
    await scene.fill(...ids.map((callId) => storedCall({ callId, findings: [{}, null] })));
    await scene.fill(
      storedCall({ callId: 'outside', collector: { id: 'c', agency: 'x' }, findings: [null, {}] }),
    );
    const { groups } = ok(await li.call('/v1/queue/groups')).as(FindingGroups);
    assert.deepEqual(
      groups.map(({ ruleId, quote, findings }) => [ruleId, quote, findings]),
      [['zh.abuse.insult', '老赖', 3]],
    );
    const { items } = await pageOf(li.call, `&group=${groups[0]?.group}`);
    const findings = items.flatMap((item) =>
      item.findings.map(({ finding, review }) => ({ findingId: finding.id, version: review.version })),
    );
    assert.equal(findings.length, 3);
    const verdict = { verdict: 'dismissed', reason: 'lawful_wording', comment: '引述' };
    const unknown = await post(li.call, '/v1/queue/bulk-verdicts', {
      verdict: 'dismissed',
      reason: 'no_such',
      findings,
    });
    assert.equal(unknown.problem().errors?.[0]?.field, 'reason');
    const stale = [...findings.slice(0, 2), { findingId: findings[2]?.findingId, version: 7 }];
    const given = ok(await post(li.call, '/v1/queue/bulk-verdicts', { ...verdict, findings: stale })).as(
      BulkResult,
    );
    assert.deepEqual(
      given.results.map(({ status }) => status),
      ['done', 'done', 'conflict'],
    );
    assert.deepEqual(given.results[2]?.review, NEW_REVIEW);
    assert.equal((await listed(li.call, '&lane=violation')).length, 2);

    const later = { verdict: 'confirmed', version: 1 };
    ok(await post(wang.call, `/v1/findings/${findings[1]?.findingId}/verdict`, later));
    const path = `/v1/queue/bulk-verdicts/${given.bulkId}/undo`;
    assert.equal((await post(wang.call, path)).status, 404, 'only who gave it, and leads');
    const undone = ok(await post(li.call, path)).as(BulkResult);
    assert.deepEqual(
      undone.results.map(({ status }) => status),
      ['done', 'conflict', 'conflict'],
    );
    const back = await scene.store.getFinding(findings[0]?.findingId ?? '');
    assert.deepEqual([back?.review.state, back?.review.verdict, back?.review.version], ['new', undefined, 2]);
    assert.deepEqual(
      back?.review.history.map(({ kind }) => kind),
      ['verdict', 'undone'],
    );
    assert.equal(back?.review.history[1]?.undoes, back?.review.history[0]?.id);
    assert.equal((await scene.store.getFinding(findings[1]?.findingId ?? ''))?.review.verdict, 'confirmed');
    assert.deepEqual(ok(await post(li.call, path)).as(BulkResult).results[0]?.status, 'conflict', 'once');
  });

  test('restores the verdict that stood before, not just an open finding', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    const call = storedCall({ findings: [{}, null] });
    await scene.fill(call);
    await judgeAll(officer, 'call-1', { verdict: 'confirmed' });
    const findingId = call.findings[0]?.finding.id ?? '';
    const before = (await scene.store.getFinding(findingId))?.review;
    const findings = [{ findingId, version: 1 }];
    const body = { verdict: 'undecidable', findings };
    const { bulkId } = ok(await post(officer, '/v1/queue/bulk-verdicts', body)).as(BulkResult);
    ok(await post(officer, `/v1/queue/bulk-verdicts/${bulkId}/undo`));
    const after = (await scene.store.getFinding(findingId))?.review;
    assert.deepEqual(
      [after?.state, after?.verdict, after?.reviewer, after?.reviewedAt],
      [before?.state, before?.verdict, before?.reviewer, before?.reviewedAt],
    );
  });
});

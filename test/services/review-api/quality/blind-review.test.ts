import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlindProgress, BlindQueue, NextBlindItem } from '../../../../contracts/blind-review.ts';
import { AgreementReport, QualityReport } from '../../../../contracts/quality.ts';
import { isDrawn } from '../../../../services/review-api/quality/draw-calls.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import type { Client } from '../support/api-scene.ts';
import { eachStore } from '../support/each-store.ts';
import { itemOf, judgeAll, listed, ok, post, setUp } from '../support/queue-acts.ts';

const PERIOD = 'from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z';
const waiting = async (client: Client) => ok(await client('/v1/queue/blind')).as(BlindQueue).waiting;
const next = async (client: Client) => ok(await post(client, '/v1/queue/blind/next')).as(NextBlindItem).item;
const handIn = (client: Client, callId: string, what: string, body: object) =>
  post(client, `/v1/queue/blind/${callId}/${what}`, body);

test('the draw is seeded: the same calls for the same seed, about the share, others for another', () => {
  const ids = Array.from({ length: 4_000 }, (_, index) => `call-${index}`);
  const drawn = (seed: string) => ids.filter((id) => isDrawn(id, { share: 0.05, seed }));
  assert.deepEqual(drawn('a'), drawn('a'));
  assert.notDeepEqual(drawn('a'), drawn('b'));
  assert.ok(Math.abs(drawn('a').length - 200) < 60);
  assert.equal(ids.filter((id) => isDrawn(id, { share: 0, seed: 'a' })).length, 0);
  assert.equal(ids.filter((id) => isDrawn(id, { share: 1, seed: 'a' })).length, 4_000);
});

await eachStore('a blind review', (open) => {
  test('of an unflagged call does not tell that it is one; what it shows becomes a finding', async (t) => {
    const scene = await open(t);
    const [li, wang] = [await scene.withToken('officer'), await scene.withToken('officer')];
    const inside = { agencies: ['elsewhere'], teams: null };
    const stranger = await scene.withToken('officer', { scope: inside });
    const says = ['您好，这里是法院，再不还就抓你。'];
    await scene.fill(
      storedCall({ callId: 'sampled', says, sampled: true }),
      storedCall({ callId: 'clean', says }),
    );
    assert.deepEqual([await waiting(li), await waiting(stranger)], [1, 0]);
    const item = await next(li);
    assert.deepEqual([item?.callId, item?.findings], ['sampled', null]);
    assert.ok(!JSON.stringify(item).includes('flagged'));
    assert.equal(await next(wang), null, 'it is claimed');
    for (const path of ['/v1/calls/sampled', '/v1/queue/calls/sampled'])
      assert.equal((await li(path)).problem().code, 'blind_review');
    const violations = [
      {
        category: 'impersonation',
        severity: 'redline',
        spans: [{ turn: 0, start: 3, end: 7 }],
        ruleId: 'zh.abuse.insult',
      },
    ];
    const outside = { violations: [{ ...violations[0], spans: [{ turn: 5, start: 0, end: 1 }] }] };
    const version = item?.version ?? 0;
    const wrong = await handIn(li, 'sampled', 'reading', { ...outside, version });
    assert.equal(wrong.problem().errors?.[0]?.field, 'violations[0].spans[0]');
    const other = await handIn(wang, 'sampled', 'reading', { violations, version });
    assert.equal(other.problem().code, 'not_claimed');
    const read = ok(await handIn(li, 'sampled', 'reading', { violations, version })).as(BlindProgress);
    assert.deepEqual(read, { done: true, item: null });
    assert.deepEqual([await waiting(wang), await next(wang)], [0, null]);
    const { findings } = await itemOf(li, 'sampled');
    assert.deepEqual(
      findings.map(({ finding, review }) => [finding.source, finding.category, review.verdict]),
      [['reviewer', 'impersonation', 'confirmed']],
    );
  });

  test('of a reviewed call is double-blind, and gives agreement, precision and recall', async (t) => {
    const scene = await open(t);
    await setUp(scene.admin.call, { secondOpinion: { share: 1, seed: 'test' } });
    const li = await scene.newAccount('li.na', 'officer');
    const wang = await scene.newAccount('wang.fang', 'officer');
    const says = ['您好，请问什么时候方便还款？'];
    const ids = ['a', 'b', 'c', 'd'];
    await scene.fill(
      ...ids.map((callId) => storedCall({ callId, findings: [{}, null] })),
      ...['s1', 's2'].map((callId) => storedCall({ callId, says, sampled: true })),
      ...['u1', 'u2'].map((callId) => storedCall({ callId, says })),
    );
    const dismissed = { verdict: 'dismissed', reason: 'not_said' };
    for (const callId of ids)
      await judgeAll(li.call, callId, callId === 'd' ? dismissed : { verdict: 'confirmed' });
    assert.equal(await waiting(li.call), 2, 'only what one has not reviewed');
    assert.equal(await waiting(wang.call), 6);
    assert.deepEqual(await listed(wang.call, '&stage=reviewed'), [], 'nobody reads the verdicts beforehand');

    const second: Record<string, object> = {
      a: { verdict: 'confirmed' },
      b: { verdict: 'confirmed' },
      c: dismissed,
      d: dismissed,
    };
    for (let item = await next(wang.call); item !== null; item = await next(wang.call)) {
      const { callId, version } = item;
      assert.equal(item.findings, null);
      const miss = { category: 'abusive_language', severity: 'minor', ruleId: 'zh.abuse.insult' };
      const violations = callId === 's1' ? [miss] : [];
      const read = ok(await handIn(wang.call, callId, 'reading', { violations, version })).as(BlindProgress);
      if (read.item === null) continue;
      assert.ok(!JSON.stringify(read.item.findings).includes('verdict'));
      const found = read.item.findings ?? [];
      const verdicts = found.map(({ id }) => ({ findingId: id, ...second[callId] }));
      const given = { verdicts, version: read.item.version };
      assert.equal(found.length, 1);
      const twice = { ...given, verdicts: [...verdicts, ...verdicts] };
      assert.equal((await handIn(wang.call, callId, 'verdicts', twice)).problem().code, 'invalid_request');
      const done = ok(await handIn(wang.call, callId, 'verdicts', given)).as(BlindProgress);
      assert.deepEqual(done, { done: true, item: null });
    }
    assert.equal(await waiting(wang.call), 0);

    const report = ok(await li.call(`/v1/quality/agreement?${PERIOD}`)).as(AgreementReport);
    const { units, observed, cohenKappa } = report.overall;
    assert.deepEqual([units, observed, cohenKappa?.toFixed(3)], [4, 0.75, '0.500']);
    assert.deepEqual(
      report.byReviewer.map(({ reviewer }) => reviewer),
      ['li.na', 'wang.fang'],
    );
    assert.deepEqual(
      report.byRule.map(({ ruleId }) => ruleId),
      ['zh.abuse.insult'],
    );
    const quality = ok(await li.call(`/v1/quality/rules?${PERIOD}`)).as(QualityReport);
    assert.deepEqual([quality.unflagged, quality.sampled, quality.read], [4, 2, 2]);
    const [rule] = quality.rules;
    assert.deepEqual(
      [rule?.ruleId, rule?.confirmed, rule?.dismissed, rule?.misses],
      ['zh.abuse.insult', 3, 1, 1],
    );
    assert.deepEqual([rule?.precision.value, rule?.precision.low?.toFixed(4)], [0.75, '0.3006']);
    // Found: 4 calls × 0.75; missed: 4 unflagged × 1 of 2 read.
    assert.deepEqual([rule?.recall.found, rule?.recall.missed, rule?.recall.value], [3, 2, 0.6]);
    const { low = null, high = null } = rule?.recall ?? {};
    assert.ok(low !== null && high !== null && low < 0.6 && high > 0.6);
    const tooLong = await li.call('/v1/quality/rules?from=2020-01-01T00:00:00Z');
    assert.equal(tooLong.problem().code, 'invalid_request');
  });
});

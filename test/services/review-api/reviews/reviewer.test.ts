import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredFinding } from '../../../../contracts/call-record.ts';
import { ReviewDraft } from '../../../../contracts/review-draft.ts';
import { DEFAULT_REVIEW_SETTINGS } from '../../../../contracts/review-settings.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { until } from '../../../platform/event-log/support/until.ts';
import { eachStore } from '../support/each-store.ts';
import { itemOf, listed, ok, post, setUp } from '../support/queue-acts.ts';

await eachStore('a reviewer', (open) => {
  test('marks where the evidence really is, in the original text', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    const call = storedCall();
    await scene.fill(call);
    const id = call.findings[0]?.finding.id;
    const judge = (evidence: object[]) =>
      post(officer, `/v1/findings/${id}/verdict`, { verdict: 'confirmed', evidence, version: 0 });
    for (const [piece, field] of [
      [{ turn: 99, start: 0, end: 2 }, 'evidence[0]'],
      [{ turn: 2, start: 0, end: 999 }, 'evidence[0]'],
      [{ turn: 2, start: 3, end: 3 }, 'evidence[0].end'],
    ] as const)
      assert.equal((await judge([piece])).problem().errors?.[0]?.field, field);
    const { review } = ok(await judge([{ turn: 2, start: 2, end: 4 }])).as(StoredFinding);
    const quote = call.transcript?.turns[2]?.text.slice(2, 4);
    assert.deepEqual(review.evidence, [{ turn: 2, start: 2, end: 4, quote }]);
    await until('it is in the ledger, without what was said', async () => {
      const [entry] = await scene.store.readEntries({
        filter: { action: ['verdict'] },
        order: 'newest',
        limit: 1,
      });
      if (entry === undefined) return false;
      assert.ok(!JSON.stringify(entry).includes(quote ?? ''));
      return JSON.stringify(entry).includes('"start":2');
    });
    const same = storedCall({ revision: 2 });
    await scene.store.writeCalls([same]);
    assert.deepEqual(
      (await scene.store.getFinding(id ?? ''))?.review,
      review,
      'kept: the words stand there still',
    );
  });

  test('adds what the rulebook missed: a confirmed finding that stays', async (t) => {
    const scene = await open(t);
    const li = await scene.newAccount('li.na', 'officer');
    await scene.fill(storedCall());
    const missed = {
      category: 'misrepresentation',
      severity: 'serious',
      spans: [{ turn: 0, start: 0, end: 3 }],
      ruleId: 'zh.misrepresentation.example',
      comment: '冒称银行',
    };
    const answer = ok(await post(li.call, '/v1/calls/call-1/findings', missed));
    assert.equal(answer.status, 201);
    const { finding, review } = answer.as(StoredFinding);
    assert.deepEqual(
      [finding.source, finding.category, finding.turn, review.verdict, review.reviewer],
      ['reviewer', 'misrepresentation', 0, 'confirmed', 'li.na'],
    );
    const again = await post(li.call, '/v1/calls/call-1/findings', missed);
    assert.equal(again.problem().code, 'finding_exists');
    await scene.store.writeCalls([
      storedCall({ revision: 2, says: ['您好，请问是王伟先生吗？'], sampled: true }),
    ]);
    const kept = await scene.store.getFinding(finding.id);
    assert.deepEqual([kept?.superseded, kept?.review.state], [false, 'reopened'], 'its words are gone');
    const bad = { category: 'threat', severity: 'minor', spans: [{ turn: 77, start: 0, end: 1 }] };
    assert.equal(
      (await post(li.call, '/v1/calls/call-1/findings', bad)).problem().errors?.[0]?.field,
      'spans[0]',
    );
  });

  test('comments without judging, over the version that was seen', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    const call = storedCall();
    await scene.fill(call);
    const path = `/v1/findings/${call.findings[0]?.finding.id}/comments`;
    const { review } = ok(await post(officer, path, { comment: '请复听', version: 0 })).as(StoredFinding);
    assert.deepEqual([review.state, review.version, review.history[0]?.kind], ['new', 1, 'commented']);
    assert.equal(
      (await post(officer, path, { comment: '再听', version: 0 })).problem().code,
      'review_conflict',
    );
    assert.deepEqual(await listed(officer), ['call-1']);
  });

  test('keeps an unfinished review that nobody else sees', async (t) => {
    const scene = await open(t);
    const [li, wang] = [await scene.withToken('officer'), await scene.withToken('officer')];
    const call = storedCall();
    await scene.fill(call);
    const path = '/v1/calls/call-1/draft';
    const draft = {
      findings: [{ findingId: call.findings[0]?.finding.id, verdict: 'dismissed', comment: '还要再听' }],
      note: '听到第五句',
    };
    const save = (version: number) => li(path, { method: 'PUT', body: { draft, version } });
    assert.equal(ok(await save(0)).as(ReviewDraft).version, 1);
    assert.equal((await save(0)).problem().code, 'draft_conflict');
    assert.deepEqual(ok(await li(path)).as(ReviewDraft).draft, { ...draft, missed: [] });
    assert.equal(ok(await wang(path)).as(ReviewDraft).version, 0);
    assert.equal((await itemOf(wang, 'call-1')).open, 2, 'nothing follows from a draft');
    ok(await li(path, { method: 'DELETE' }));
    assert.equal(ok(await li(path)).as(ReviewDraft).version, 0);
  });

  test('dismisses for the reasons that the settings offer', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    const call = storedCall();
    await scene.fill(call);
    const dismiss = (reason: string, place: number, version: number) =>
      post(officer, `/v1/findings/${call.findings[place]?.finding.id}/verdict`, {
        verdict: 'dismissed',
        reason,
        version,
      });
    assert.equal((await dismiss('test_call', 0, 0)).problem().errors?.[0]?.field, 'reason');
    const [duplicate] = DEFAULT_REVIEW_SETTINGS.dismissReasons;
    await setUp(scene.admin.call, {
      dismissReasons: [
        { code: 'test_call', label: { zh: '测试电话', en: 'Test call' }, offered: true },
        { code: 'not_said', label: duplicate?.label ?? { zh: '-', en: '-' }, offered: false },
      ],
    });
    ok(await dismiss('test_call', 0, 0));
    assert.equal((await dismiss('not_said', 1, 0)).problem().errors?.[0]?.field, 'reason');
    const { version } = { version: 0 };
    const stale = { version, settings: DEFAULT_REVIEW_SETTINGS };
    const clash = await scene.admin.call('/v1/review-settings', { method: 'PUT', body: stale });
    assert.equal(clash.problem().code, 'settings_conflict');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { CallPage, Facets } from '../../../contracts/call-search.ts';
import { FindingReplay } from '../../../contracts/review-replay.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { CLEAN_SCRIPTS } from '../../fixtures/stored-call-scripts.ts';
import { storedCalls } from '../../fixtures/stored-calls.ts';
import { startApi } from './support/api-scene.ts';

test('search pages through every call once, whatever is added meanwhile', async (t) => {
  const scene = await startApi(t);
  const calls = storedCalls({ count: 60 });
  await scene.store.writeCalls(calls);
  const officer = await scene.withToken('officer');
  const seen: string[] = [];
  let query = 'limit=7&sort=oldest';
  for (let pages = 0; pages < 20; pages += 1) {
    const page = (await officer(`/v1/calls?${query}`)).as(CallPage);
    seen.push(...page.hits.map(({ record }) => record.callId));
    if (pages === 3)
      await scene.store.writeCalls([storedCall({ callId: 'early', startedAt: '2026-01-01T00:00:00Z' })]);
    if (page.nextCursor === null) break;
    query = `limit=${5 + pages}&sort=oldest&cursor=${page.nextCursor}`;
  }
  const inOrder = calls.toSorted((a, b) => a.record.startedAtMs - b.record.startedAtMs);
  assert.deepEqual(
    seen,
    inOrder.map(({ record }) => record.callId),
  );
});

test('search takes filters, lists and the words said', async (t) => {
  const scene = await startApi(t);
  const [script] = CLEAN_SCRIPTS;
  await scene.store.writeCalls([
    storedCall({ callId: 'insult', startedAt: '2026-11-02T10:15:00+08:00' }),
    storedCall({ callId: 'clean', ...(script && { script }), sampled: true }),
  ]);
  const ids = async (query: Record<string, string>) => {
    const answer = await scene.admin.call(`/v1/calls?${new URLSearchParams(query)}`);
    return answer
      .as(CallPage)
      .hits.map(({ record }) => record.callId)
      .sort();
  };
  assert.deepEqual(await ids({}), ['clean', 'insult']);
  assert.deepEqual(await ids({ category: 'threat,other', severity: 'redline', flagged: 'true' }), ['insult']);
  assert.deepEqual(await ids({ flagged: 'false' }), ['clean']);
  assert.deepEqual(await ids({ text: '到你单位' }), ['insult']);
  assert.deepEqual(await ids({ text: '银行' }), ['clean', 'insult']);
  assert.deepEqual(await ids({ from: '2026-11-02T02:15:00Z', to: '2026-11-02T02:15:01Z', flagged: 'true' }), [
    'insult',
  ]);
  const hit = (await scene.admin.call('/v1/calls?text=%E8%80%81%E8%B5%96')).as(CallPage).hits[0];
  const [highlight] = hit?.highlights ?? [];
  const [range] = highlight?.ranges ?? [];
  assert.equal(highlight?.text.slice(...(range ?? [])), '老赖');
  assert.deepEqual(hit?.review, { new: 2 });

  const facets = (await scene.admin.call('/v1/calls/facets?flagged=true')).as(Facets);
  assert.deepEqual(facets.severity, [
    { value: 'redline', calls: 1 },
    { value: 'serious', calls: 1 },
  ]);
});

test('a call comes with transcript, findings and reviews, and says when it is unchanged', async (t) => {
  const scene = await startApi(t);
  const call = storedCall({ callId: '通话/2026 #1' });
  await scene.store.writeCalls([call]);
  const path = `/v1/calls/${encodeURIComponent(call.record.callId)}`;
  await scene.admin.call(`${path}/reveal`, { method: 'POST', body: { reason: 'review' } });
  const answer = await scene.admin.call(path);
  assert.deepEqual(answer.as(StoredCall), call);
  const etag = answer.headers.get('etag') ?? '';
  const headers = { 'if-none-match': etag };
  assert.equal((await scene.admin.call(path, { headers })).status, 304);

  const id = call.findings[0]?.finding.id ?? '';
  assert.deepEqual((await scene.admin.call(`/v1/findings/${id}`)).as(StoredFinding), call.findings[0]);
  const body = { verdict: 'confirmed', version: 0 };
  assert.equal((await scene.admin.call(`/v1/findings/${id}/verdict`, { method: 'POST', body })).status, 200);
  assert.equal((await scene.admin.call(path, { headers })).status, 200, 'a verdict changes the call');
});

test('findings of rules that are only measured are hidden from officers', async (t) => {
  const scene = await startApi(t, { explain: async () => ({ same: true, differences: [] }) });
  const call = storedCall({ findings: [{ status: 'shadow' }, {}] });
  await scene.store.writeCalls([call]);
  const [shadow, active] = call.findings.map(({ finding }) => finding.id);
  const officer = await scene.withToken('officer');
  const shown = (await officer('/v1/calls/call-1')).as(StoredCall);
  assert.deepEqual(
    shown.findings.map(({ finding }) => finding.id),
    [active],
  );
  const body = { verdict: 'confirmed', version: 0 };
  for (const [path, asked] of [
    [`/v1/findings/${shadow}`, {}],
    [`/v1/findings/${shadow}/verdict`, { method: 'POST', body }],
    [`/v1/calls/call-1/findings/${shadow}/explain`, {}],
  ] as const) {
    assert.equal((await officer(path, asked)).problem().code, 'not_found', path);
    assert.equal((await scene.admin.call(path, asked)).status, 200, path);
  }
});

test('a finding is replayed over the stored call, or not when the transcript is not kept', async (t) => {
  const asked: string[] = [];
  const scene = await startApi(t, {
    explain: async (call, finding) => {
      asked.push(`${call.transcript?.turns.length} ${finding.ruleId}`);
      return { same: false, differences: ['title: was A, is B'] };
    },
  });
  const kept = storedCall({ callId: 'kept' });
  await scene.store.writeCalls([kept]);
  const id = kept.findings[0]?.finding.id ?? '';
  const answer = await scene.admin.call(`/v1/calls/kept/findings/${id}/explain`);
  assert.deepEqual(answer.as(FindingReplay), { same: false, differences: ['title: was A, is B'] });
  assert.deepEqual(asked, ['5 zh.abuse.insult']);
  const unkept = storedCall({ callId: 'unkept', findings: [{ status: 'shadow' }, { status: 'shadow' }] });
  await scene.store.writeCalls([unkept]);
  const unkeptId = unkept.findings[0]?.finding.id;
  const refused = await scene.admin.call(`/v1/calls/unkept/findings/${unkeptId}/explain`);
  assert.equal(refused.problem().code, 'transcript_not_kept');
  assert.equal((await scene.admin.call(`/v1/calls/other/findings/${id}/explain`)).status, 404);
  assert.equal((await scene.admin.call('/v1/calls/kept/findings/none/explain')).status, 404);
});

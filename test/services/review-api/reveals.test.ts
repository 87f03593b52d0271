import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredCall } from '../../../contracts/call-record.ts';
import { CallPage } from '../../../contracts/call-search.ts';
import { RevealedCall } from '../../../contracts/personal-data.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { startApi } from './support/api-scene.ts';

const NUMBER = '13812345678';
const MASKED = '138****5678';
const QUARTER_HOUR_MS = 15 * 60_000;
const call = () => storedCall({ callId: 'personal', sampled: true, says: [`再不还我就打${NUMBER}找你同事`] });
const textOf = ({ transcript }: StoredCall) => transcript?.turns[0]?.text ?? '';

test('personal data is masked for everybody until it is revealed, and again when the time is over', async (t) => {
  const scene = await startApi(t);
  await scene.store.writeCalls([call()]);
  const officer = await scene.withToken('officer');
  const other = await scene.withToken('officer');
  const read = async (client: typeof officer) => textOf((await client('/v1/calls/personal')).as(StoredCall));
  for (const client of [officer, other, scene.admin.call])
    assert.match(await read(client), new RegExp(MASKED.replaceAll('*', '\\*')));

  const masked = await officer('/v1/calls/personal');
  const etag = masked.headers.get('etag') ?? '';
  const answer = await officer('/v1/calls/personal/reveal', { method: 'POST', body: { reason: 'review' } });
  const { grant, call: shown } = answer.as(RevealedCall);
  assert.ok(textOf(shown).includes(NUMBER));
  assert.equal(Date.parse(grant.expiresAt) - Date.parse(grant.grantedAt), QUARTER_HOUR_MS);

  const again = await officer('/v1/calls/personal', { headers: { 'if-none-match': etag } });
  assert.equal(again.status, 200, 'a masked call in a cache is not the revealed one');
  assert.ok(textOf(again.as(StoredCall)).includes(NUMBER));
  assert.ok(!(await read(other)).includes(NUMBER), 'a reveal is for the one who asked');
  scene.advance(QUARTER_HOUR_MS + 1);
  assert.ok(!(await read(officer)).includes(NUMBER));
});

test('a reveal says why, may be for some kinds only, can be ended, and stands in the ledger', async (t) => {
  const scene = await startApi(t);
  await scene.store.writeCalls([call()]);
  const officer = await scene.withToken('officer');
  const reveal = (body: unknown) => officer('/v1/calls/personal/reveal', { method: 'POST', body });
  assert.equal((await reveal({ reason: 'other' })).problem().errors?.[0]?.field, 'comment');
  assert.equal((await reveal({ reason: 'curiosity' })).problem().code, 'invalid_request');
  assert.equal((await reveal({ reason: 'review', kinds: [] })).problem().code, 'invalid_request');

  const names = (await reveal({ reason: 'complaint', comment: '客户投诉', kinds: ['name'] })).as(
    RevealedCall,
  );
  assert.ok(!textOf(names.call).includes(NUMBER));
  assert.ok(
    textOf((await reveal({ reason: 'review', kinds: ['phone'] })).as(RevealedCall).call).includes(NUMBER),
  );
  assert.equal((await officer('/v1/calls/personal/reveal', { method: 'DELETE' })).status, 204);
  assert.ok(!textOf((await officer('/v1/calls/personal')).as(StoredCall)).includes(NUMBER));

  const facts = [];
  for await (const { entry } of scene.store.scanEntries(1)) facts.push(JSON.stringify(entry));
  const reveals = facts.filter((fact) => fact.includes('"action":"reveal"'));
  assert.equal(reveals.length, 3);
  assert.match(reveals[0] ?? '', /complaint: 客户投诉/);
  assert.ok(!facts.some((fact) => fact.includes(NUMBER)), 'the ledger tells who looked, not what was there');
  const logged = scene.logged.join('');
  assert.ok(!logged.includes(NUMBER));
});

test('who may not reveal sees no number, not by asking nor by searching', async (t) => {
  const scene = await startApi(t);
  await scene.store.writeCalls([call()]);
  const auditor = await scene.withToken('auditor');
  const refused = await auditor('/v1/calls/personal/reveal', { method: 'POST', body: { reason: 'review' } });
  assert.equal(refused.problem().code, 'forbidden');
  for (const path of ['/v1/calls', '/v1/calls/facets'])
    assert.equal((await auditor(`${path}?text=${NUMBER}`)).problem().code, 'personal_data_search');
  const page = (await auditor(`/v1/calls?text=${encodeURIComponent('同事')}`)).as(CallPage);
  assert.ok(page.hits[0]?.highlights[0]?.text.includes(MASKED));
  const [highlight] = page.hits[0]?.highlights ?? [];
  assert.equal(highlight?.text.slice(...(highlight.ranges[0] ?? [])), '同事');

  const officer = await scene.withToken('officer');
  const found = (await officer(`/v1/calls?text=${NUMBER}`)).as(CallPage);
  assert.equal(found.hits.length, 1);
  assert.ok(!JSON.stringify(found).includes(NUMBER));
  assert.equal(
    (await officer('/v1/calls/nothing/reveal', { method: 'POST', body: { reason: 'review' } })).problem()
      .code,
    'not_found',
  );
});

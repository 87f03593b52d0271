import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { type LedgerEntry, LedgerPage } from '../../../contracts/ledger.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { type ApiScene, startApi } from './support/api-scene.ts';

const entriesOf = async (scene: ApiScene, query: Record<string, string>): Promise<LedgerEntry[]> =>
  (await scene.admin.call(`/v1/audit?${new URLSearchParams({ order: 'oldest', ...query })}`)).as(LedgerPage)
    .entries;

test('signing in, failing to, and out are facts; a typed name that nobody has is not kept', async (t) => {
  const scene = await startApi(t);
  const officer = await scene.newAccount('li.na', 'officer');
  const tryIn = (username: string) =>
    scene.anyone('/v1/session', { method: 'POST', body: { username, password: 'wrong password' } });
  await tryIn('li.na');
  await tryIn('my secret password');
  await officer.call('/v1/session', { method: 'DELETE' });
  const logins = await entriesOf(scene, {
    objectId: 'li.na',
    action: 'login,login_failed,logout,account_change',
  });
  assert.deepEqual(
    logins.map(({ action, actor }) => [action, actor.id]),
    [
      ['account_change', 'admin'],
      ['login', 'li.na'],
      ['account_change', 'li.na'],
      ['login_failed', 'nobody'],
      ['logout', 'li.na'],
    ],
  );
  const failed = await entriesOf(scene, { action: 'login_failed' });
  assert.deepEqual(
    failed.map(({ object, reason }) => [object.id, reason]),
    [
      ['li.na', 'wrong'],
      ['', 'wrong'],
    ],
  );
  assert.ok(!JSON.stringify(await entriesOf(scene, {})).includes('my secret password'));
});

test('reading, searching and giving access are facts, with what was asked but not the words', async (t) => {
  const scene = await startApi(t);
  await scene.store.writeCalls([storedCall({ callId: 'call-1' })]);
  const lead = await scene.newAccount('wang.fang', 'lead');
  await lead.call('/v1/calls?category=threat&text=%E5%BC%A0%E4%B8%89');
  await lead.call('/v1/calls/facets?team=team-1');
  await lead.call('/v1/calls/call-1');
  await lead.call('/v1/calls/nowhere');
  await lead.call('/v1/accounts');
  const told = await entriesOf(scene, { actor: 'wang.fang', action: 'search,call_read' });
  assert.deepEqual(
    told.map(({ action, object }) => [action, object.kind]),
    [
      ['search', 'calls'],
      ['search', 'calls'],
      ['call_read', 'call'],
    ],
  );
  assert.equal(told[2]?.object.id, 'call-1');
  assert.ok(!JSON.stringify(told).includes('张三'));
  const asked = JSON.stringify(told[0]?.after);
  assert.ok(asked.includes(contentHash('张三')) && asked.includes('"threat"'), asked);

  const body = { name: 'export', role: 'auditor' };
  const made = await scene.admin.call('/v1/tokens', { method: 'POST', body });
  const tokens = await entriesOf(scene, { action: 'token_change' });
  assert.equal(tokens.length, 1);
  assert.ok(!JSON.stringify(tokens).includes(JSON.stringify(made.body).match(/cw_\w+/)?.[0] ?? '-'));
  await scene.admin.call('/v1/accounts/wang.fang', { method: 'PATCH', body: { role: 'officer' } });
  const [change] = await entriesOf(scene, { action: 'account_change', from: told[0]?.at ?? '' });
  assert.match(JSON.stringify(change?.before), /"role":"lead"/);
  assert.match(JSON.stringify(change?.after), /"role":"officer"/);
});

test('the ledger is paged from either end, and reading it is a fact', async (t) => {
  const scene = await startApi(t);
  for (let index = 0; index < 7; index += 1) await scene.admin.call('/v1/calls');
  const auditor = await scene.withToken('auditor');
  for (const order of ['newest', 'oldest']) {
    const seqs: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20; pages += 1) {
      const query = `limit=3&order=${order}&action=search${cursor && `&cursor=${cursor}`}`;
      const page = (await auditor(`/v1/audit?${query}`)).as(LedgerPage);
      seqs.push(...page.entries.map(({ seq }) => seq));
      if (page.nextCursor === null) break;
      cursor = String(page.nextCursor);
    }
    assert.equal(seqs.length, 7);
    assert.deepEqual(
      seqs,
      seqs.toSorted((a, b) => (order === 'newest' ? b - a : a - b)),
    );
  }
  assert.ok((await entriesOf(scene, { action: 'audit_read' })).length >= 6);
  assert.equal((await (await scene.withToken('officer'))('/v1/audit')).status, 403);
  const wrong = await auditor('/v1/audit?action=nonsense');
  assert.equal(wrong.problem().errors?.[0]?.field, 'action');
});

test('what can not be written down is not shown', async (t) => {
  let isFull = false;
  const scene = await startApi(t, {
    storeSeen: (store) => ({
      ...store,
      async appendEntries(entries) {
        if (isFull) throw new RecordStoreError('STORE_FULL', 'the disk is full', { retriable: true });
        return store.appendEntries(entries);
      },
    }),
  });
  await scene.store.writeCalls([storedCall({ callId: 'call-1' })]);
  isFull = true;
  for (const path of ['/v1/calls/call-1', '/v1/calls']) {
    const answer = await scene.admin.call(path);
    assert.equal(answer.problem().code, 'store_unavailable');
    assert.ok(!JSON.stringify(answer.body).includes('call-1'));
  }
  isFull = false;
  assert.equal((await scene.admin.call('/v1/calls/call-1')).status, 200);
});

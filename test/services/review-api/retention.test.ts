import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LedgerPage } from '../../../contracts/ledger.ts';
import { LegalHold, RetentionRun, TombstoneProof } from '../../../contracts/retention.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { startApi } from './support/api-scene.ts';

const old = (callId: string, caseId = 'case-1') =>
  storedCall({ callId, caseId, startedAt: '2019-03-02T10:15:00+08:00' });

test('a hold beats retention until two people release it; then the call is gone, with proof', async (t) => {
  const scene = await startApi(t, { housekeepingMs: 3_600_000 });
  const { admin, store } = scene;
  const other = await scene.newAccount('privacy', 'privacy_officer');
  const run = async (dryRun: boolean) =>
    (await admin.call('/v1/retention/runs', { method: 'POST', body: { dryRun } })).as(RetentionRun);
  const post = (path: string, who = admin) =>
    who.call(path, { method: 'POST', body: { reason: 'matter closed' } });

  const body = { matterId: 'matter-7', reason: 'court order', on: { caseId: 'case-held' } };
  const hold = (await admin.call('/v1/holds', { method: 'POST', body })).as(LegalHold);
  await store.writeCalls([
    old('call-free'),
    old('call-held', 'case-held'),
    storedCall({ callId: 'call-new' }),
  ]);

  const dry = await run(true);
  assert.deepEqual([dry.deleted, dry.held, dry.sample], [1, 1, ['call-free']]);
  assert.equal((await admin.call('/v1/calls/call-free')).status, 200);

  const real = await run(false);
  assert.deepEqual([real.deleted, real.held, real.byRule], [1, 1, { 'cn-5-years': 1 }]);
  assert.equal((await admin.call('/v1/calls/call-free')).problem().code, 'call_deleted');
  assert.equal((await admin.call('/v1/calls/call-held')).status, 200);
  assert.equal((await admin.call('/v1/calls/call-new')).status, 200);
  const proof = (await admin.call('/v1/tombstones/call-free')).as(TombstoneProof);
  assert.equal(proof.proven, true);
  const outside = await scene.withToken('officer', { scope: { agencies: ['elsewhere'], teams: null } });
  assert.equal((await outside('/v1/tombstones/call-free')).status, 404);
  assert.equal((await outside('/v1/calls/call-free')).status, 404);
  assert.deepEqual(await store.writeCalls([old('call-free')]), [{ status: 'stale' }]);

  assert.equal((await post(`/v1/holds/${hold.id}/release`)).problem().code, 'hold_release_not_asked');
  assert.equal((await post(`/v1/holds/${hold.id}/release-requests`)).status, 200);
  assert.equal((await post(`/v1/holds/${hold.id}/release`)).problem().code, 'second_person_needed');
  assert.equal((await run(false)).held, 1);
  assert.equal((await post(`/v1/holds/${hold.id}/release`, other)).status, 200);
  assert.equal((await run(false)).deleted, 1);
  assert.equal((await admin.call('/v1/calls/call-held')).status, 410);

  const actions = 'hold_placed,hold_release_asked,hold_released,deletion';
  const { entries } = (await admin.call(`/v1/audit?action=${actions}&order=oldest`)).as(LedgerPage);
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['hold_placed', 'deletion', 'hold_release_asked', 'hold_released', 'deletion'],
  );
});

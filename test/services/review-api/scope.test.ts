import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AccountList, type Scope, TokenList, WHOLE_SCOPE } from '../../../contracts/access.ts';
import { CallPage, Facets } from '../../../contracts/call-search.ts';
import { NEW_REVIEW, type Review } from '../../../contracts/review.ts';
import { isOwnCall, mayDecideAppeal } from '../../../services/review-api/access/conflict-of-interest.ts';
import { isWithin, ownCollectorOf, scopeOf } from '../../../services/review-api/access/scope-of.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { storedCalls } from '../../fixtures/stored-calls.ts';
import { type Client, startApi } from './support/api-scene.ts';

const scope = (agencies: string[] | null, teams: string[] | null = null): Scope => ({ agencies, teams });
const idsOf = async (client: Client, query = '') =>
  (await client(`/v1/calls?limit=500${query}`)).as(CallPage).hits.map(({ record }) => record.callId);

describe('scope by agency and team', () => {
  test('search and counts know no call outside of it', async (t) => {
    const { store, withToken } = await startApi(t);
    const calls = storedCalls({ count: 80 });
    await store.writeCalls(calls);
    for (const [agencies, teams] of [
      [['agency-1'], null],
      [['agency-0', 'agency-2'], ['team-1']],
      [null, ['team-3', 'team-0']],
      [['agency-nowhere'], null],
      [[], null],
    ] as const) {
      const own = scope(agencies && [...agencies], teams && [...teams]);
      const officer = await withToken('officer', { scope: own });
      const expected = calls.filter(({ record }) =>
        scopeOf({ scope: own, collectorId: null }).admits(record),
      );
      assert.deepEqual((await idsOf(officer)).sort(), expected.map(({ record }) => record.callId).sort());
      const facets = (await officer('/v1/calls/facets')).as(Facets);
      const counted = (facets.agency ?? []).reduce((sum, { calls: some }) => sum + some, 0);
      assert.equal(counted, expected.length);
    }
    const narrow = await withToken('officer', { scope: scope(['agency-1']) });
    assert.deepEqual(await idsOf(narrow, '&agency=agency-2'), [], 'a filter of its own opens nothing');
    assert.ok((await idsOf(narrow, '&agency=agency-1,agency-2')).length > 0);
  });

  test('a call, its findings and its replay are not there for who may not have to do with it', async (t) => {
    const scene = await startApi(t, { explain: async () => ({ same: true, differences: [] }) });
    const call = storedCall({
      callId: 'inside',
      collector: { id: 'col-1', team: 'team-1', agency: 'agency-1' },
    });
    await scene.store.writeCalls([call]);
    const finding = call.findings[0]?.finding.id ?? '';
    const paths = [
      '/v1/calls/inside',
      `/v1/findings/${finding}`,
      `/v1/calls/inside/findings/${finding}/explain`,
    ];
    const judge = { method: 'POST', body: { verdict: 'confirmed', version: 0 } };
    for (const [own, status] of [
      [scope(['agency-1'], ['team-1']), 200],
      [scope(['agency-2']), 404],
      [scope(['agency-1'], ['team-2']), 404],
    ] as const) {
      const officer = await scene.withToken('officer', { scope: own });
      for (const path of paths) assert.equal((await officer(path)).status, status, path);
      assert.equal((await officer(`/v1/findings/${finding}/verdict`, judge)).status, status);
    }
  });

  test('nobody hands out more than the own, or touches who has more', async (t) => {
    const scene = await startApi(t);
    const admin = await scene.withToken('admin', { scope: scope(['agency-1']) });
    const post = (path: string, body: object) => admin(path, { method: 'POST', body });
    const account = { username: 'li.na', displayName: '李娜', role: 'officer' };
    assert.equal((await post('/v1/accounts', account)).problem().code, 'beyond_scope');
    const wide = { ...account, scope: scope(['agency-1', 'agency-2']) };
    assert.equal((await post('/v1/accounts', wide)).problem().code, 'beyond_scope');
    assert.equal((await post('/v1/accounts', { ...account, scope: scope(['agency-1']) })).status, 201);
    assert.equal(
      (await post('/v1/tokens', { name: 'wide', role: 'officer' })).problem().code,
      'beyond_scope',
    );
    assert.equal((await post('/v1/accounts/admin/reset-password', {})).status, 404);
    assert.equal((await post('/v1/accounts/admin/disable', {})).status, 404);
    const patch = (username: string, body: object) =>
      admin(`/v1/accounts/${username}`, { method: 'PATCH', body });
    assert.equal((await patch('admin', { displayName: 'x' })).status, 404);
    assert.equal((await patch('li.na', { scope: WHOLE_SCOPE })).problem().code, 'beyond_scope');
    assert.equal((await patch('li.na', { scope: scope(['agency-1'], ['team-1']) })).status, 200);
    const names = (await admin('/v1/accounts')).as(AccountList).accounts.map(({ username }) => username);
    assert.deepEqual(names, ['li.na']);
    assert.equal((await admin('/v1/tokens')).as(TokenList).tokens.length, 1, 'its own one');
    const other = (
      await scene.admin.call('/v1/tokens', { method: 'POST', body: { name: 'o', role: 'admin' } })
    ).body;
    const id = JSON.stringify(other).match(/"id":"(\w+)"/)?.[1] ?? '';
    assert.equal((await admin(`/v1/tokens/${id}`, { method: 'DELETE' })).status, 404);
  });

  test('a changed account is another one at once', async (t) => {
    const scene = await startApi(t);
    await scene.store.writeCalls(storedCalls({ count: 30 }));
    const officer = await scene.newAccount('li.na', 'officer');
    assert.equal((await idsOf(officer.call)).length, 30);
    const patch = (body: object) => scene.admin.call('/v1/accounts/li.na', { method: 'PATCH', body });
    assert.equal((await patch({ scope: scope([]) })).status, 200);
    assert.deepEqual(await idsOf(officer.call), []);
    assert.equal((await patch({ role: 'collector' })).problem().errors?.[0]?.field, 'collectorId');
    assert.equal((await patch({ role: 'collector', collectorId: 'col-1' })).status, 200);
    assert.equal((await officer.call('/v1/calls')).status, 403);
    const demote = await scene.admin.call('/v1/accounts/admin', {
      method: 'PATCH',
      body: { role: 'officer' },
    });
    assert.equal(demote.problem().code, 'last_admin');
  });

  test('a scope lies within another one or not', () => {
    assert.ok(isWithin(scope(['a']), WHOLE_SCOPE));
    assert.ok(isWithin(scope(['a'], ['t']), scope(['a', 'b'])));
    assert.ok(!isWithin(WHOLE_SCOPE, scope(['a'])));
    assert.ok(!isWithin(scope(['a', 'c']), scope(['a', 'b'])));
    assert.ok(!isWithin(scope(['a'], null), scope(['a'], ['t'])));
  });
});

describe('conflict of interest', () => {
  test('who has collected reads and judges no call of the own', async (t) => {
    const scene = await startApi(t);
    const [own, other] = ['col-7', 'col-8'].map((id) =>
      storedCall({ callId: `of-${id}`, collector: { id, team: 'team-1', agency: 'agency-1' } }),
    );
    assert.ok(own && other);
    await scene.store.writeCalls([own, other]);
    const officer = await scene.newAccount('zhang.wei', 'officer', { collectorId: 'col-7' });
    assert.deepEqual(await idsOf(officer.call), ['of-col-8']);
    assert.deepEqual(await idsOf(officer.call, '&collector=col-7'), []);
    assert.equal((await officer.call('/v1/calls/of-col-7')).status, 404);
    assert.equal((await officer.call('/v1/calls/of-col-8')).status, 200);
    const judge = { method: 'POST', body: { verdict: 'dismissed', reason: 'other', version: 0 } };
    const verdictOn = (id: string | undefined) => officer.call(`/v1/findings/${id}/verdict`, judge);
    assert.equal((await verdictOn(own.findings[0]?.finding.id)).status, 404);
    assert.equal((await verdictOn(other.findings[0]?.finding.id)).status, 200);
  });

  test('who judged, appealed, answered or collected decides no appeal', () => {
    const call = { collectorId: 'col-7' };
    const by = (id: string) => ({ id, role: 'officer' });
    const identity = (id: string, collectorId: string | null = null) => ({ id, collectorId });
    const review: Review = {
      ...NEW_REVIEW,
      state: 'appealed',
      version: 2,
      reviewer: 'last',
      history: [
        {
          id: 'event-1',
          kind: 'verdict',
          callId: 'call-1',
          findingId: 'finding-1',
          evidenceHash: 'e',
          verdict: 'confirmed',
          actor: by('first'),
          at: '2026-11-03T01:00:00Z',
          version: 1,
        },
      ],
      appeal: {
        id: 'appeal-1',
        raisedBy: by('zhang.wei'),
        raisedAt: '2026-11-03T02:00:00Z',
        sought: { verdict: 'dismissed' },
        statement: '我没有这样说',
        status: 'open',
        step: 'quality',
        dueAt: null,
        answers: [{ step: 'lead', decision: 'keep', by: by('lead'), at: '2026-11-03T03:00:00Z' }],
      },
    };
    for (const id of ['first', 'last', 'zhang.wei', 'lead'])
      assert.equal(mayDecideAppeal(identity(id), review, call), false, id);
    assert.equal(mayDecideAppeal(identity('somebody', 'col-7'), review, call), false);
    assert.equal(mayDecideAppeal(identity('somebody', 'col-8'), review, call), true);
    assert.ok(isOwnCall(identity('x', 'col-7'), call) && !isOwnCall(identity('x'), call));
    assert.equal(ownCollectorOf({ collectorId: 'col-7' }), 'col-7');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FindingGroups, Lease, NextItem, QueueConflict, WorkResults } from '../../../../contracts/queue.ts';
import { SavedFilter, SavedFilterList } from '../../../../contracts/saved-filter.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import type { Client } from '../support/api-scene.ts';
import { eachStore } from '../support/each-store.ts';
import { itemOf, judgeAll, listed, move, ok, pageOf, post, setUp } from '../support/queue-acts.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const next = async (client: Client, filter: object = {}) =>
  ok(await post(client, '/v1/queue/next', { filter })).as(NextItem).item?.record.callId ?? null;
const minor = (callId: string) => storedCall({ callId, findings: [{ severity: 'minor' }, null] });
const serious = (callId: string) => storedCall({ callId, findings: [{}, null] });

await eachStore('the queue', (open) => {
  test('has the worst first, with due times by severity; overdue ones are told apart', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    const suspected = [{ outcome: 'suspected' as const }, { outcome: 'suspected' as const }];
    await scene.fill(minor('minor'));
    await scene.fill(serious('serious'), storedCall({ callId: 'suspected', findings: suspected }));
    await scene.fill(storedCall({ callId: 'redline' }), storedCall({ callId: 'clean', says: ['您好。'] }));
    assert.deepEqual(await listed(officer, '&lane=violation'), ['redline', 'serious', 'minor']);
    assert.deepEqual(await listed(officer, '&lane=suspected'), ['suspected']);
    assert.deepEqual(await listed(officer, '&severity=minor'), ['minor']);
    assert.deepEqual(await listed(officer, '&overdue=true'), []);
    const admin = await scene.withToken('admin');
    scene.advance(5 * HOUR);
    assert.deepEqual((await listed(officer, '&overdue=true')).sort(), ['redline', 'suspected']);
    const [item] = (await pageOf(officer, '&lane=violation')).items;
    assert.ok(item?.overdue && item.worst === 'redline' && item.open === 2);
    assert.equal(Date.parse(item.dueAt ?? '') - Date.parse(item.since), 4 * HOUR);
    await setUp(admin, { dueHours: { redline: 8, serious: 1, minor: 72 } });
    assert.deepEqual(await listed(officer, '&overdue=true'), ['serious']);
  });

  test('a claim holds while its lease is renewed, and then others may', async (t) => {
    const scene = await open(t);
    const [li, wang] = [await scene.withToken('officer'), await scene.withToken('officer')];
    await scene.fill(storedCall());
    const claimed = await move(li, 'call-1', 'claim');
    assert.ok(claimed.claim);
    const late = await post(wang, '/v1/queue/calls/call-1/claim', { version: 0 });
    assert.equal(late.problem().code, 'queue_conflict');
    const conflict = late.as(QueueConflict);
    assert.equal(conflict.item?.claim?.by, claimed.claim.by);
    assert.deepEqual(
      conflict.changed?.map(({ kind }) => kind),
      ['claimed'],
    );
    const seen = { version: claimed.version };
    assert.equal((await post(wang, '/v1/queue/calls/call-1/claim', seen)).problem().code, 'claimed_by_other');
    const id = claimed.findings[0]?.finding.id;
    const verdict = { verdict: 'confirmed', version: 0 };
    assert.equal(
      (await post(wang, `/v1/findings/${id}/verdict`, verdict)).problem().code,
      'claimed_by_other',
    );
    assert.equal(await next(wang), null);
    scene.advance(10 * MINUTE);
    const lease = ok(await post(li, '/v1/queue/calls/call-1/heartbeat')).as(Lease);
    assert.ok(Date.parse(lease.until) > Date.parse(claimed.claim.until));
    scene.advance(10 * MINUTE);
    assert.deepEqual(await listed(wang, '&free=true'), []);
    scene.advance(6 * MINUTE);
    assert.equal((await post(li, '/v1/queue/calls/call-1/heartbeat')).problem().code, 'not_claimed');
    assert.equal(await next(wang), 'call-1');
    assert.equal((await move(wang, 'call-1', 'release')).claim, null);
    assert.equal(await next(li), 'call-1');
  });

  test('twelve who ask for the next at once get eight different calls, and four get none', async (t) => {
    const scene = await open(t);
    const officers = await Promise.all(Array.from({ length: 12 }, () => scene.withToken('officer')));
    await scene.fill(...Array.from({ length: 8 }, (_, index) => storedCall({ callId: `call-${index}` })));
    const got = await Promise.all(officers.map((officer) => next(officer)));
    const calls = got.filter((callId) => callId !== null);
    assert.equal(calls.length, 8);
    assert.equal(new Set(calls).size, 8);
  });

  test('the last verdict ends the claim, and the call leaves the queue', async (t) => {
    const scene = await open(t);
    const officer = await scene.withToken('officer');
    await scene.fill(storedCall());
    await move(officer, 'call-1', 'claim');
    const done = await judgeAll(officer, 'call-1', { verdict: 'confirmed' });
    assert.deepEqual([done.stage, done.claim, done.open], ['reviewed', null, 0]);
    assert.deepEqual(
      done.history.map(({ kind }) => kind),
      ['claimed', 'released'],
    );
    assert.deepEqual(await listed(officer), []);
    assert.deepEqual(await listed(officer, '&stage=reviewed'), ['call-1']);
  });

  test('calls are assigned to one, in turn, and by agency and language', async (t) => {
    const scene = await open(t);
    for (const name of ['li.na', 'wang.fang', 'zhao']) await scene.newAccount(name, 'officer');
    await scene.newAccount('cole', 'collector', { collectorId: 'col-77' });
    const ids = ['a', 'b', 'c', 'd'];
    const english = storedCall({ callId: 'en', collector: { id: 'col-9', agency: 'agency-9' } });
    await scene.fill(...ids.map((callId) => storedCall({ callId })), english);
    const assign = async (calls: string[], to: object) => {
      const seen = await Promise.all(
        calls.map(async (callId) => ({
          callId,
          version: (await itemOf(scene.admin.call, callId)).version,
        })),
      );
      const { results } = ok(await post(scene.admin.call, '/v1/queue/assign', { calls: seen, to })).as(
        WorkResults,
      );
      return results.map(({ status, to: person }) => person ?? status);
    };
    const inTurn = { how: 'round_robin', people: ['li.na', 'wang.fang'] };
    assert.deepEqual(await assign(ids.slice(0, 3), inTurn), ['li.na', 'wang.fang', 'li.na']);
    assert.deepEqual(await assign(['d'], inTurn), ['wang.fang']);
    assert.deepEqual(await assign(['a'], { how: 'person', person: 'zhao' }), ['zhao']);
    for (const person of ['cole', 'nobody'])
      assert.deepEqual(await assign(['a'], { how: 'person', person }), ['not_allowed']);
    assert.deepEqual(await assign(['a'], { how: 'rules' }), ['no_rule_fits']);
    const rules = [
      { agency: ['agency-9'], to: ['zhao'] },
      { language: ['zh'], to: ['li.na'] },
    ];
    await setUp(scene.admin.call, { assignment: { automatic: false, rules } });
    assert.deepEqual(await assign(['en', 'a'], { how: 'rules' }), ['zhao', 'li.na']);
    assert.deepEqual((await listed(scene.admin.call, '&assignee=li.na')).sort(), ['a', 'c']);
    const stranger = await scene.withToken('officer');
    const { version } = await itemOf(stranger, 'a');
    const refused = await post(stranger, '/v1/queue/calls/a/claim', { version });
    assert.equal(refused.problem().code, 'assigned_to_other');
    const stale = { calls: [{ callId: 'a', version: 0 }], to: { how: 'person', person: null } };
    const { results } = ok(await post(scene.admin.call, '/v1/queue/assign', stale)).as(WorkResults);
    assert.equal(results[0]?.status, 'conflict');
  });

  test('an escalated call is for leads; a lead acts for who is absent', async (t) => {
    const scene = await open(t);
    const li = await scene.newAccount('li.na', 'officer');
    const wang = await scene.newAccount('wang.fang', 'officer');
    const lead = await scene.newAccount('lin', 'lead');
    await scene.fill(
      storedCall({ callId: 'hard' }),
      storedCall({ callId: 'held' }),
      storedCall({ callId: 'given' }),
    );
    await move(li.call, 'hard', 'claim');
    const escalated = await move(li.call, 'hard', 'escalate', { reason: '涉及未成年人' });
    assert.deepEqual([escalated.escalation?.by, escalated.claim], ['li.na', null]);
    const again = { version: escalated.version };
    assert.equal((await post(wang.call, '/v1/queue/calls/hard/claim', again)).problem().code, 'escalated');
    assert.deepEqual(await listed(lead.call, '&escalated=true'), ['hard']);
    await move(lead.call, 'hard', 'claim');

    await move(li.call, 'held', 'claim');
    const { version } = await itemOf(lead.call, 'given');
    const to = { how: 'person', person: 'li.na' };
    ok(await post(lead.call, '/v1/queue/assign', { calls: [{ callId: 'given', version }], to }));
    const body = { from: 'li.na', to: 'wang.fang', reason: '病假' };
    const { results } = ok(await post(lead.call, '/v1/queue/take-over', body)).as(WorkResults);
    assert.deepEqual(results.map(({ callId, status }) => `${callId} ${status}`).sort(), [
      'given done',
      'held done',
    ]);
    assert.equal((await itemOf(lead.call, 'held')).claim?.by, 'wang.fang');
    assert.equal((await itemOf(lead.call, 'given')).assignee, 'wang.fang');
    assert.equal((await post(li.call, '/v1/queue/calls/held/heartbeat')).problem().code, 'not_claimed');
  });

  test('a scope narrows the list, the next one and near-duplicates', async (t) => {
    const scene = await open(t);
    const inside = { agencies: ['agency-in'], teams: null };
    const officer = await scene.withToken('officer', { scope: inside });
    const of = (callId: string, agency: string) =>
      storedCall({ callId, collector: { id: `col-${agency}`, agency } });
    await scene.fill(of('in-1', 'agency-in'), of('in-2', 'agency-in'), of('out-1', 'agency-out'));
    assert.deepEqual((await listed(officer)).sort(), ['in-1', 'in-2']);
    const { groups } = ok(await officer('/v1/queue/groups')).as(FindingGroups);
    assert.deepEqual(
      groups.map(({ findings, calls }) => [findings, calls]),
      [
        [2, 2],
        [2, 2],
      ],
    );
    assert.deepEqual((await listed(officer, `&group=${groups[0]?.group}`)).sort(), ['in-1', 'in-2']);
    const got = [await next(officer), await next(officer), await next(officer)];
    assert.deepEqual(got.slice(0, 2).sort(), ['in-1', 'in-2']);
    assert.equal(got[2], null);
  });

  test('filters are saved by name, for oneself or for all', async (t) => {
    const scene = await open(t);
    const [li, wang] = [await scene.withToken('officer'), await scene.withToken('officer')];
    const save = (client: Client, name: string, body: object) =>
      client(`/v1/queue/filters/${encodeURIComponent(name)}`, { method: 'PUT', body });
    const filter = { severity: ['redline'], overdue: true };
    const own = ok(await save(li, '红线超时', { filter, version: 0 })).as(SavedFilter);
    assert.deepEqual([own.filter, own.shared, own.version], [filter, false, 1]);
    ok(await save(wang, 'Suspicions', { filter: { lane: ['suspected'] }, shared: true, version: 0 }));
    assert.equal((await save(li, '红线超时', { filter: {}, version: 0 })).problem().code, 'filter_conflict');
    const names = async (client: Client) =>
      ok(await client('/v1/queue/filters'))
        .as(SavedFilterList)
        .filters.map(({ name }) => name);
    assert.deepEqual(await names(li), ['红线超时', 'Suspicions']);
    assert.deepEqual(await names(wang), ['Suspicions']);
    ok(await li(`/v1/queue/filters/${encodeURIComponent('红线超时')}`, { method: 'DELETE' }));
    assert.deepEqual(await names(li), ['Suspicions']);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import { type CallWork, NEW_WORK } from '../../../../contracts/call-work.ts';
import { NEW_REVIEW } from '../../../../contracts/review.ts';
import type { QueueWhere, RecordStore } from '../../../../platform/record-store/port.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { storedCalls } from '../../../fixtures/stored-calls.ts';
import { fill, judged, type OpenStore } from './store-under-test.ts';

const CLAIM = { since: '2026-11-03T09:00:00Z', until: '2026-11-03T10:00:00Z', blind: false };
const LEASE_END = Date.parse(CLAIM.until);
const work = (change: Partial<CallWork>): CallWork => ({ ...NEW_WORK, version: 1, ...change });
const all = { atMs: LEASE_END - 1 };

const idsOf = async (store: RecordStore, where: Partial<QueueWhere>) =>
  (await store.queue({ where: { ...all, ...where }, sort: 'priority', limit: 500 })).hits.map(
    ({ record }) => record.callId,
  );

const setWork = (store: RecordStore, callId: string, change: Partial<CallWork>) =>
  store.changeReviews(callId, ({ findings }) => ({ findings, work: work(change) }));

const judgeAll = (store: RecordStore, callId: string, by = 'off-1') =>
  store.changeReviews(callId, ({ findings, work: before }) => ({
    findings: findings.map((each) => ({ ...each, review: judged(each.review, 'reviewed', 'confirmed', by) })),
    ...(before !== undefined && { work: before }),
  }));

export function queueContract(open: OpenStore): void {
  describe('the review queue', () => {
    test('has open calls, the worst first, of equal ones the longest waiting; pages hold', async () => {
      const opened = await open();
      const { store } = opened;
      const calls = storedCalls({ count: 60, flaggedShare: 0.8 });
      await fill(opened, calls.slice(0, 30));
      await fill(opened, calls.slice(30));
      const rank = { redline: 0, serious: 1, minor: 2 };
      const where = { ...all, stage: ['open'] as const };
      const whole = await store.queue({ where, sort: 'priority', limit: 500 });
      const flagged = calls.filter(({ record }) => record.flagged);
      assert.equal(whole.total, flagged.length);
      assert.deepEqual(
        new Set(whole.hits.map(({ record }) => record.callId)),
        new Set(flagged.map(({ record }) => record.callId)),
      );
      const order = whole.hits.map(({ worst, sinceMs }) => [rank[worst ?? 'minor'], sinceMs] as const);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
      const paged: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await store.queue({
          where,
          sort: 'priority',
          limit: 7,
          ...(cursor !== undefined && { cursor }),
        });
        paged.push(...page.hits.map(({ record }) => record.callId));
        if (page.nextCursor === null) break;
        cursor = page.nextCursor;
      }
      assert.deepEqual(
        paged,
        whole.hits.map(({ record }) => record.callId),
      );
      const [hit] = whole.hits;
      const call = calls.find(({ record }) => record.callId === hit?.record.callId);
      assert.deepEqual([hit?.record, hit?.findings, hit?.work], [call?.record, call?.findings, NEW_WORK]);
      assert.deepEqual(await store.queued(hit?.record.callId ?? ''), hit);
      assert.equal(await store.queued('nowhere'), null);
    });

    test('is filtered by where the work stands', async () => {
      const opened = await open();
      const { store, another } = opened;
      const suspected = [{ outcome: 'suspected' as const }, { outcome: 'suspected' as const }];
      await fill(opened, [
        storedCall({ callId: 'fresh' }),
        storedCall({ callId: 'suspected', findings: suspected }),
        storedCall({ callId: 'minor', findings: [{ severity: 'minor' }, null] }),
        storedCall({ callId: 'claimed' }),
        storedCall({ callId: 'assigned' }),
        storedCall({ callId: 'escalated' }),
        storedCall({ callId: 'done' }),
        storedCall({ callId: 'published' }),
        storedCall({ callId: 'clean', says: ['您好，再见。'] }),
        storedCall({ callId: 'sampled', says: ['您好，再见。'], sampled: true }),
      ]);
      await setWork(store, 'claimed', { claim: { by: 'li', ...CLAIM } });
      await setWork(store, 'assigned', { assignee: 'wang' });
      await setWork(store, 'escalated', {
        escalation: { by: 'li', at: CLAIM.since, reason: '需要主管判断' },
      });
      await judgeAll(store, 'done');
      await judgeAll(store, 'published', 'wang');
      await setWork(store, 'published', {
        published: { by: 'lin', at: CLAIM.since, appealUntil: CLAIM.until, closed: false },
      });
      const elsewhere = await another();
      const found = async (where: Partial<QueueWhere>) => (await idsOf(elsewhere, where)).sort();
      const openOnes = ['assigned', 'claimed', 'escalated', 'fresh', 'minor', 'suspected'];
      assert.deepEqual(await found({ stage: ['open'] }), openOnes);
      assert.deepEqual(await found({ stage: ['reviewed'] }), ['done']);
      assert.deepEqual(await found({ stage: ['published'] }), ['published']);
      assert.deepEqual(await found({ stage: ['none'] }), ['clean', 'sampled']);
      assert.deepEqual(await found({ lane: ['suspected'] }), ['suspected']);
      assert.deepEqual(await found({ assignee: ['wang', 'nobody'] }), ['assigned']);
      assert.deepEqual(
        await found({ stage: ['open'], assigned: false }),
        openOnes.filter((id) => id !== 'assigned'),
      );
      assert.deepEqual(await found({ claimedBy: ['li'] }), ['claimed']);
      assert.deepEqual(await found({ claimed: true }), ['claimed']);
      assert.deepEqual(await found({ claimed: true, atMs: LEASE_END }), []);
      assert.deepEqual(
        await found({ stage: ['open'], claimed: false }),
        openOnes.filter((id) => id !== 'claimed'),
      );
      assert.deepEqual(await found({ stage: ['open'], claimed: false, atMs: LEASE_END }), openOnes);
      assert.deepEqual(await found({ escalated: true }), ['escalated']);
      assert.deepEqual(await found({ blindWanted: true }), ['sampled']);
      assert.deepEqual(await found({ published: true }), ['published']);
      assert.deepEqual(await found({ appealOverBeforeMs: LEASE_END }), []);
      assert.deepEqual(await found({ appealOverBeforeMs: LEASE_END + 1 }), ['published']);
      assert.deepEqual(await found({ stage: ['reviewed', 'published'], untouchedBy: 'wang' }), ['done']);
      assert.deepEqual(await found({ stage: ['open'], calls: { agency: ['nowhere'] } }), []);
      const late = Date.now() + 60_000;
      const before = { redline: 0, serious: 0, minor: late };
      assert.deepEqual(await found({ due: { before, overdue: true } }), ['minor']);
      assert.deepEqual(
        await found({ stage: ['open'], due: { before, overdue: false } }),
        openOnes.filter((id) => id !== 'minor'),
      );
      assert.deepEqual(await found({ stage: ['open'], sinceBeforeMs: 1 }), []);
    });

    test('of forty who claim one call at once, over two stores, one gets it', async () => {
      const opened = await open();
      const { store, another } = opened;
      await fill(opened, [storedCall()]);
      const stores = [store, await another()];
      const claims = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (stores[index % 2] ?? store).changeReviews('call-1', ({ findings, work: before = NEW_WORK }) =>
            before.claim === undefined
              ? { findings, work: work({ claim: { by: `off-${index}`, ...CLAIM } }) }
              : null,
          ),
        ),
      );
      const written = claims.filter(({ status }) => status === 'written');
      assert.equal(written.length, 1);
      assert.equal(claims.filter(({ status }) => status === 'left').length, 39);
      const winner = written[0]?.status === 'written' ? written[0].call.work?.claim?.by : undefined;
      assert.equal((await store.getCall('call-1'))?.work?.claim?.by, winner);
    });

    test('a change keeps what it does not name and refuses to lose a finding', async () => {
      const opened = await open();
      const { store } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      assert.deepEqual(await store.changeReviews('nowhere', () => null), { status: 'not_found' });
      const left = await store.changeReviews('call-1', () => null);
      assert.deepEqual(left.status === 'left' && left.call, call);
      await assert.rejects(
        store.changeReviews('call-1', ({ findings }) => ({ findings: findings.slice(1) })),
        RangeError,
      );
      await setWork(store, 'call-1', { assignee: 'wang' });
      assert.deepEqual(await store.getCall('call-1'), { ...call, work: work({ assignee: 'wang' }) });
    });

    test('since when a call stands where it stands changes with its stage only', async () => {
      const opened = await open();
      const { store } = opened;
      await fill(opened, [storedCall()]);
      const since = async () => (await store.queued('call-1'))?.sinceMs ?? 0;
      const opening = await since();
      assert.ok(Math.abs(Date.now() - opening) < 600_000);
      await setWork(store, 'call-1', { assignee: 'wang' });
      await store.writeCalls([storedCall({ revision: 2 })]);
      assert.equal(await since(), opening);
      const changed = await judgeAll(store, 'call-1');
      assert.equal(changed.status === 'written' && changed.hit.stage, 'reviewed');
      assert.ok((await since()) >= opening);
    });

    test('near-duplicates are grouped across calls, whatever their spacing and width', async () => {
      const opened = await open();
      const { store } = opened;
      const calls = ['one', 'two', 'three'].map((callId) => storedCall({ callId, findings: [{}, null] }));
      const [first] = calls[2]?.findings ?? [];
      assert.ok(first);
      const spans = first.finding.spans.map((span) => ({ ...span, quote: ' 老赖！' }));
      const spaced: StoredCall = {
        ...storedCall({ callId: 'three' }),
        findings: [{ ...first, finding: { ...first.finding, spans } }],
      };
      await fill(opened, [
        ...calls.slice(0, 2),
        spaced,
        storedCall({ callId: 'other', findings: [null, {}] }),
      ]);
      const groups = await store.openGroups({ ...all, stage: ['open'] });
      assert.equal(groups.length, 1);
      const [group] = groups;
      assert.deepEqual([group?.ruleId, group?.findings, group?.calls], ['zh.abuse.insult', 3, 3]);
      assert.deepEqual((await idsOf(store, { group: group?.group ?? '' })).sort(), ['one', 'three', 'two']);
      await judgeAll(store, 'one');
      assert.equal((await store.openGroups({ ...all }))[0]?.findings, 2);
    });

    test('an amendment keeps the work, added findings and marked evidence while they are still said', async () => {
      const opened = await open();
      const { store } = opened;
      const call = storedCall();
      await fill(opened, [call]);
      const text = call.transcript?.turns[2]?.text ?? '';
      const span = { turn: 2, start: 0, end: 4, quote: text.slice(0, 4) };
      const [one] = call.findings;
      assert.ok(one);
      const added = {
        ...one,
        finding: { ...one.finding, id: 'added', source: 'reviewer' as const, spans: [span], revision: 1 },
        review: judged(NEW_REVIEW, 'reviewed', 'confirmed'),
      };
      await store.changeReviews('call-1', ({ findings }) => ({
        findings: [
          ...findings.map((each) => ({
            ...each,
            review: { ...judged(each.review, 'reviewed', 'confirmed'), evidence: [span] },
          })),
          added,
        ],
        work: work({ assignee: 'wang' }),
      }));
      const before = await store.getCall('call-1');
      await store.writeCalls([storedCall({ revision: 2 })]);
      const same = await store.getCall('call-1');
      assert.deepEqual(
        same?.findings.map(({ review, superseded }) => [review, superseded]),
        before?.findings.map(({ review }) => [review, false]),
      );
      assert.deepEqual(same?.work, work({ assignee: 'wang' }));

      const again = storedCall({ revision: 3 });
      const turns = again.transcript?.turns.map((turn, index) =>
        index === 2 ? { ...turn, text: `他说${turn.text}` } : turn,
      );
      const transcript = again.transcript && { ...again.transcript, turns: turns ?? [] };
      const [result] = await store.writeCalls([{ ...again, transcript }]);
      const changed = await store.getCall('call-1');
      assert.deepEqual(
        changed?.findings.map(({ review, superseded }) => [
          review.state,
          review.evidence,
          review.verdict,
          superseded,
        ]),
        [
          ['reopened', undefined, undefined, false],
          ['reopened', undefined, undefined, false],
          ['reopened', undefined, undefined, false],
        ],
      );
      assert.equal(result?.status === 'amended' && result.reopened.length, 3);
      assert.equal((await store.queued('call-1'))?.stage, 'open');
      assert.deepEqual(changed?.work, work({ assignee: 'wang' }));
      await opened.settle();
      assert.deepEqual(await idsOf(store, { stage: ['open'], assignee: ['wang'] }), ['call-1']);
    });
  });
}

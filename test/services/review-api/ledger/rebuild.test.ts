import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredCall } from '../../../../contracts/call-record.ts';
import { NEW_WORK, type QueueEvent } from '../../../../contracts/call-work.ts';
import type { ReviewEvent } from '../../../../contracts/review.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import type { Ledger } from '../../../../services/review-api/ledger/create-ledger.ts';
import { type Rebuilt, rebuildReviews } from '../../../../services/review-api/ledger/rebuild-reviews.ts';
import { queueFact, reviewFact } from '../../../../services/review-api/ledger/review-fact.ts';
import { applyEvents } from '../../../../services/review-api/reviews/apply-events.ts';
import { storedCall } from '../../../fixtures/stored-call.ts';
import { openLedgerFile } from './support/ledger-file.ts';

const OFFICER = { id: 'wang.fang', role: 'officer' };
const AT = '2026-11-03T02:10:11.000Z';

function verdict(call: StoredCall, version: number, fields: Partial<ReviewEvent> = {}): ReviewEvent {
  const { finding } = call.findings[0] ?? assert.fail('a call without findings');
  const { callId, id: findingId, evidenceHash } = finding;
  return {
    id: `${callId}-verdict-${version}`,
    kind: 'verdict',
    callId,
    findingId,
    evidenceHash,
    verdict: 'confirmed',
    actor: OFFICER,
    at: AT,
    version,
    ...fields,
  };
}

const claim = (callId: string): QueueEvent => ({
  id: `${callId}-claim`,
  kind: 'claimed',
  callId,
  until: '2026-11-03T03:10:11.000Z',
  blind: false,
  actor: OFFICER,
  at: AT,
  version: NEW_WORK.version + 1,
});

/** What happens in the product: the store has the events, the ledger has them as facts. */
async function happen(store: RecordStore, ledger: Ledger, events: readonly (ReviewEvent | QueueEvent)[]) {
  for (const event of events) {
    await store.changeReviews(event.callId, (call) => applyEvents(call, [event]));
    await ledger.append('findingId' in event ? reviewFact(event) : queueFact(event));
  }
}

async function rebuilt(store: RecordStore, dryRun: boolean, entriesAtOnce?: number): Promise<Rebuilt[]> {
  const found: Rebuilt[] = [];
  for await (const one of rebuildReviews({ store, dryRun, ...(entriesAtOnce && { entriesAtOnce }) }))
    found.push(one);
  return found;
}

async function reviewedStore(t: Parameters<typeof openLedgerFile>[0]) {
  const { store, ledger } = await openLedgerFile(t);
  const calls = ['call-1', 'call-2', 'call-3'].map((callId) => storedCall({ callId }));
  await store.writeCalls(calls);
  const [first, second] = calls;
  assert.ok(first && second);
  const { turn = 0, text = '' } = { turn: 0, text: first.transcript?.turns[0]?.text };
  const evidence = [{ turn, start: 0, end: 2, quote: text.slice(0, 2) }];
  await happen(store, ledger, [
    claim('call-1'),
    verdict(first, 1, { evidence }),
    verdict(first, 2, { verdict: 'dismissed', reason: 'lawful_wording', comment: '合规用语' }),
    verdict(second, 1),
  ]);
  const content = async () => JSON.stringify([await store.getCall('call-1'), await store.getCall('call-2')]);
  return { store, ledger, first, second, content };
}

test('what the ledger tells is what the store holds, so nothing is to be rebuilt', async (t) => {
  const { store } = await reviewedStore(t);
  assert.deepEqual(await rebuilt(store, false), []);
});

test('reviews that were changed past the ledger are written again, quotes and all', async (t) => {
  const { store, content } = await reviewedStore(t);
  const before = await content();
  await store.changeReviews('call-1', ({ work: _work, ...call }) => ({
    findings: call.findings.map((stored) => ({
      ...stored,
      review: { ...stored.review, verdict: 'confirmed', history: stored.review.history.slice(0, 1) },
    })),
  }));
  await store.changeReviews('call-2', (call) =>
    applyEvents(call, [verdict(call, 2, { verdict: 'undecidable' })]),
  );
  const changed = await content();
  assert.notEqual(changed, before);

  const dry = await rebuilt(store, true);
  assert.equal(await content(), changed, 'a dry run changes nothing');
  assert.ok(dry.length >= 3 && dry.every(({ outcome }) => outcome === 'would_write'));
  const ofSecond = dry.find(({ callId, findingId }) => callId === 'call-2' && findingId !== null);
  assert.deepEqual(ofSecond?.untold, [{ id: 'call-2-verdict-2', kind: 'verdict' }]);
  assert.deepEqual(ofSecond?.told, { state: 'reviewed confirmed', version: 1 });

  const written = await rebuilt(store, false, 2);
  assert.deepEqual(new Set(written.map(({ outcome }) => outcome)), new Set(['written']));
  assert.equal(await content(), before);
  assert.deepEqual(await rebuilt(store, true), []);
});

test('a verdict that is being told in this moment is left alone', async (t) => {
  const { store, second, content } = await reviewedStore(t);
  const event = verdict(second, 2, { verdict: 'undecidable' });
  await store.putDocument('review-outbox', event.id, event, 0);
  await store.changeReviews('call-2', (call) => applyEvents(call, [event]));
  const before = await content();
  assert.deepEqual(
    (await rebuilt(store, false)).map(({ outcome, callId }) => [callId, outcome]),
    [['call-2', 'waits']],
  );
  assert.equal(await content(), before);
  await store.deleteDocument('review-outbox', event.id);
  assert.equal((await rebuilt(store, false))[0]?.outcome, 'written');
});

test('what can not be written is named: findings that are gone, events that are missing', async (t) => {
  const { store, ledger, first, second } = await reviewedStore(t);
  await ledger.append(reviewFact(verdict(first, 1, { id: 'of-nothing', findingId: 'gone' })));
  await ledger.append(reviewFact(verdict(second, 3, { id: 'third' })));
  const stuck = await rebuilt(store, false);
  assert.deepEqual(stuck.map(({ callId, obstacle, outcome }) => [callId, obstacle, outcome]).sort(), [
    ['call-1', 'finding_gone', 'stuck'],
    ['call-2', 'events_missing', 'stuck'],
  ]);
});

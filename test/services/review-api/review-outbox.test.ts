import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoredFinding } from '../../../contracts/call-record.ts';
import { EventLogError } from '../../../platform/event-log/port.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import {
  createReviewServices,
  type ReviewServices,
} from '../../../services/review-api/create-review-services.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { type ApiScene, SECRET, startApi } from './support/api-scene.ts';

const logger = createLogger({ level: 'silent', service: 'test' });

/** The services of another process over the same store and log, or over what a test makes of them. */
function anotherProcess(
  { store, eventLog }: ApiScene,
  seen: Partial<Parameters<typeof createReviewServices>[0]> = {},
): ReviewServices {
  const common = { sessionSecret: SECRET, sessionMaxAgeMs: 1_000, logger, now: () => new Date() };
  return createReviewServices({ store, eventLog, ...common, ...seen });
}

async function newFinding(scene: ApiScene): Promise<StoredFinding> {
  const [stored] = storedCall().findings;
  await scene.store.writeCalls([storedCall()]);
  assert.ok(stored);
  return stored;
}

const actor = { id: 'li.na', role: 'officer' };
const outboxOf = ({ store }: ApiScene) => store.listDocuments('review-outbox');

test('a verdict whose process died before publishing it is published by the sweep, once', async (t) => {
  const scene = await startApi(t);
  const stored = await newFinding(scene);
  const dying = anotherProcess(scene, { eventLog: { publish: () => new Promise(() => undefined) } });
  const given = await dying.giveVerdict(stored, { verdict: 'confirmed', version: 0 }, actor);
  assert.equal(given.status, 'written');
  assert.deepEqual(await scene.publishedReviews(), []);

  const { outbox } = anotherProcess(scene);
  assert.deepEqual(await outbox.sweep(), { published: 1, struck: 0 });
  const history = given.status === 'written' ? given.finding.review.history : [];
  assert.deepEqual(await scene.publishedReviews(), history);
  assert.deepEqual(await outboxOf(scene), []);
  assert.deepEqual(await outbox.sweep(), { published: 0, struck: 0 });
});

test('a verdict whose process died before writing it is never published', async (t) => {
  const scene = await startApi(t);
  const stored = await newFinding(scene);
  const away = new RecordStoreError('STORE_UNREACHABLE', 'the store is away', { retriable: true });
  const dying = anotherProcess(scene, {
    store: { ...scene.store, changeReviews: () => Promise.reject(away) },
  });
  const lost = dying.giveVerdict(stored, { verdict: 'confirmed', version: 0 }, actor);
  await assert.rejects(lost, away);

  const { outbox, giveVerdict } = anotherProcess(scene);
  assert.deepEqual(await outbox.sweep(), { published: 0, struck: 0 }, 'the write may still come');
  assert.equal((await outboxOf(scene)).length, 1);
  const other = { id: 'wang.fang', role: 'officer' };
  const given = await giveVerdict(stored, { verdict: 'undecidable', version: 0 }, other);
  assert.equal(given.status, 'written');
  await outbox.settle();
  assert.deepEqual(await outbox.sweep(), { published: 0, struck: 1 }, 'now it can not come any more');
  assert.deepEqual(
    (await scene.publishedReviews()).map((event) => event.actor.id),
    ['wang.fang'],
  );
  assert.deepEqual(await outboxOf(scene), []);
});

test('a write that came through though the store did not say so is published', async (t) => {
  const scene = await startApi(t);
  const stored = await newFinding(scene);
  const late = new RecordStoreError('STORE_TIMEOUT', 'no answer', { retriable: true });
  const dying = anotherProcess(scene, {
    store: {
      ...scene.store,
      async changeReviews(...change) {
        await scene.store.changeReviews(...change);
        throw late;
      },
    },
  });
  await assert.rejects(dying.giveVerdict(stored, { verdict: 'confirmed', version: 0 }, actor), late);
  assert.deepEqual(await anotherProcess(scene).outbox.sweep(), { published: 1, struck: 0 });
  assert.equal((await scene.publishedReviews())[0]?.actor.id, 'li.na');
});

test('officers judge on while the event log is away; the API catches up by itself', async (t) => {
  let away = true;
  const fault = new EventLogError('EVENT_LOG_UNREACHABLE', 'nobody answers', { retriable: true });
  const scene = await startApi(t, {
    housekeepingMs: 20,
    eventLogSeen: (eventLog) => ({
      publish: (...message) => (away ? Promise.reject(fault) : eventLog.publish(...message)),
    }),
  });
  const { finding } = await newFinding(scene);
  const answer = await scene.admin.call(`/v1/findings/${finding.id}/verdict`, {
    method: 'POST',
    body: { verdict: 'confirmed', version: 0 },
  });
  const { review } = answer.as(StoredFinding);
  assert.deepEqual(await scene.publishedReviews(), []);
  away = false;
  await until('the verdict is published', async () => (await scene.publishedReviews()).length > 0);
  assert.deepEqual((await scene.publishedReviews())[0], review.history[0]);
  await until('the outbox is empty', async () => (await outboxOf(scene)).length === 0);
});

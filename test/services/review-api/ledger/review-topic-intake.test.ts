import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReviewEvent } from '../../../../contracts/review.ts';
import { createEmbeddedEventLog } from '../../../../platform/event-log/embedded/embedded-event-log.ts';
import { createReviewTopicIntake } from '../../../../services/review-api/ledger/review-topic-intake.ts';
import { until } from '../../../platform/event-log/support/until.ts';
import { openLedgerFile } from './support/ledger-file.ts';

const reopened: ReviewEvent = {
  id: 'reopened-1',
  kind: 'reopened',
  callId: 'call-1',
  findingId: 'finding-1',
  evidenceHash: 'evidence-2',
  actor: { id: 'analyzer', role: 'system' },
  at: '2026-11-03T02:10:11.000Z',
  version: 2,
};

test('what an analysis reopened comes from the topic into the ledger, once; what is no event is passed over', async (t) => {
  const { ledger } = await openLedgerFile(t);
  const folder = await mkdtemp(join(tmpdir(), 'reviews-topic-'));
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'log.sqlite') });
  await eventLog.ensureTopics();
  const warned: object[] = [];
  const handle = createReviewTopicIntake({
    ledger,
    logger: { warn: (fields: object) => void warned.push(fields) },
  });
  const consumer = await eventLog.consume({ topic: 'reviews', group: 'ledger', handle });
  t.after(async () => {
    await consumer.stop();
    await eventLog.close();
    await rm(folder, { recursive: true });
  });
  const huge = { ...reopened, id: 'huge', comment: 'x'.repeat(140_000) };
  const publish = (text: string) =>
    eventLog.publish('reviews', [{ key: 'call-1', value: Buffer.from(text) }]);
  for (const event of [reopened, reopened, huge]) await publish(JSON.stringify(event));
  await publish('no JSON');
  await publish('{}');
  await publish(JSON.stringify({ ...reopened, id: 'reopened-2', version: 3 }));
  await until('the last event is in the ledger', async () => (await ledger.read({ limit: 10 })).length === 2);
  const entries = await ledger.read({ limit: 10 });
  assert.deepEqual(
    entries.map(({ factId, action, actor }) => [factId, action, actor.id]),
    [
      ['reopened-1', 'review_reopened', 'analyzer'],
      ['reopened-2', 'review_reopened', 'analyzer'],
    ],
  );
  assert.equal(warned.length, 3);
});

import assert from 'node:assert/strict';
import { StoredFinding } from '../../../../contracts/call-record.ts';
import { QueuePage as Page, QueueItem, type QueuePage } from '../../../../contracts/queue.ts';
import { KeptReviewSettings, type ReviewSettings } from '../../../../contracts/review-settings.ts';
import type { Answer, Client } from './api-scene.ts';

/** What people do in tests of the queue, over HTTP. Each asserts that it worked and answers what came. */
export const post = (client: Client, path: string, body: object = {}): Promise<Answer> =>
  client(path, { method: 'POST', body });

export async function itemOf(client: Client, callId: string): Promise<QueueItem> {
  return ok(await client(`/v1/queue/calls/${callId}`)).as(QueueItem);
}

export async function listed(client: Client, query = ''): Promise<string[]> {
  return (await pageOf(client, query)).items.map(({ record }) => record.callId);
}

export async function pageOf(client: Client, query = ''): Promise<QueuePage> {
  return ok(await client(`/v1/queue?limit=200${query}`)).as(Page);
}

/** A move over the version that the queue has now. */
export async function move(
  client: Client,
  callId: string,
  verb: string,
  more: object = {},
): Promise<QueueItem> {
  const { version } = await itemOf(client, callId);
  return ok(await post(client, `/v1/queue/calls/${callId}/${verb}`, { version, ...more })).as(QueueItem);
}

/** A verdict on every finding of a call that waits for one. */
export async function judgeAll(client: Client, callId: string, verdict: object): Promise<QueueItem> {
  for (const { finding, review } of (await itemOf(client, callId)).findings)
    if (review.state === 'new' || review.state === 'reopened')
      ok(
        await post(client, `/v1/findings/${finding.id}/verdict`, { ...verdict, version: review.version }),
      ).as(StoredFinding);
  return itemOf(client, callId);
}

/** Sets a part of the review settings. */
export async function setUp(client: Client, change: Partial<ReviewSettings>): Promise<void> {
  const { version, settings } = ok(await client('/v1/review-settings')).as(KeptReviewSettings);
  const body = { version, settings: { ...settings, ...change } };
  ok(await client('/v1/review-settings', { method: 'PUT', body }));
}

export function ok(answer: Answer): Answer {
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { createIntake } from '../../../services/ingest/http/create-intake.ts';
import { scratchLog } from '../ingest/support/scratch-log.ts';
import { transcript } from '../ingest/support/transcripts.ts';
import { startApi } from './support/api-scene.ts';

const KEY = 'key-of-a-sender-in-a-test';

async function withIntake(t: TestContext) {
  const log = await scratchLog(t);
  const plugin = createIntake({
    eventLog: log.eventLog,
    apiKeys: [KEY],
    maxBodyBytes: 4_000_000,
    maxItems: 2_000,
    maxItemBytes: 1_000_000,
    maxInFlight: 4,
    maxInFlightBytes: 16_000_000,
    logger: createLogger({ level: 'silent', service: 'test' }),
    metrics: createMetrics(),
  });
  return { log, scene: await startApi(t, { mounts: [{ access: 'own_keys', plugin }] }) };
}

test('the intake answers its own keys under the same port, with its own limits', async (t) => {
  const { log, scene } = await withIntake(t);
  const calls = Array.from({ length: 600 }, (_, index) => transcript(`call-${index}`));
  const body = JSON.stringify(calls);
  assert.ok(body.length > 100_000, 'larger than what the API itself takes');
  const send = (headers: Record<string, string>) =>
    scene.anyone('/v1/transcripts', { method: 'POST', body, headers });
  assert.equal((await send({})).problem().code, 'unauthorised');
  assert.equal((await send({ cookie: scene.admin.cookie })).problem().code, 'unauthorised');
  const answer = await send({ authorization: `Bearer ${KEY}` });
  assert.equal(answer.status, 202, JSON.stringify(answer.body).slice(0, 300));
  assert.equal((await log.messages('transcripts')).length, 600);
  const asKey = await scene.anyone('/v1/calls', { headers: { authorization: `Bearer ${KEY}` } });
  assert.equal(asKey.status, 401, 'a key of the intake opens nothing else');
});

test('the OpenAPI document has the intake and stays valid', async (t) => {
  const { scene } = await withIntake(t);
  const { body } = await scene.admin.call('/docs/json');
  assert.ok('/v1/transcripts' in Object(body).paths);
  const result = await new Validator().validate(Object(body));
  assert.ok(result.valid, JSON.stringify(result.errors)?.slice(0, 1_000));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ROLE_PERMISSIONS, Role } from '../../../contracts/access.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { createReviewApi } from '../../../services/review-api/create-review-api.ts';
import { createReviewServices } from '../../../services/review-api/create-review-services.ts';
import { SECRET, startApi } from './support/api-scene.ts';

/** What answers anybody, and nothing else. */
const OPEN = ['GET /healthz', 'GET /metrics', 'GET /readyz', 'POST /v1/session'];

async function declaredRoutes(scene: Awaited<ReturnType<typeof startApi>>) {
  const { store, eventLog } = scene;
  const logger = createLogger({ level: 'silent', service: 'test' });
  const common = { store, logger, sessionSecret: SECRET, sessionMaxAgeMs: 1_000 };
  const app = await createReviewApi({
    ...common,
    services: createReviewServices({ ...common, eventLog, now: () => new Date() }),
    trustProxy: false,
    explain: async () => ({ same: true, differences: [] }),
    health: () => ({ live: true, ready: true, parts: {} }),
    metrics: createMetrics(),
  });
  await app.ready();
  const routes = app.declaredRoutes().filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  await app.close();
  return routes;
}

test('every route declares who it answers, and refuses everybody else', async (t) => {
  const scene = await startApi(t, { explain: async () => ({ same: true, differences: [] }) });
  const routes = await declaredRoutes(scene);
  const open = routes.filter(({ access }) => access === 'public' || access === 'own_keys');
  assert.deepEqual(open.map(({ method, url }) => `${method} ${url}`).sort(), OPEN);
  assert.ok(routes.length >= 20);

  const clients = new Map([
    ['officer', await scene.withToken('officer')],
    ['admin', await scene.withToken('admin')],
  ]);
  let refusedRoles = 0;
  for (const { method, url, access } of routes.filter((route) => !open.includes(route))) {
    const path = url.replace(/[:*]\w*/g, 'nothing');
    const call = method === 'GET' ? { method } : { method, body: {} };
    for (const headers of [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: `Bearer cw_${'0'.repeat(16)}_${'A'.repeat(43)}` },
      { authorization: 'Basic YWRtaW46YWRtaW4=' },
      { cookie: 'callwarden_session=forged.signature' },
    ]) {
      const answer = await scene.anyone(path, { ...call, headers });
      assert.equal(answer.status, 401, `${method} ${url} ${JSON.stringify(headers)}`);
      assert.equal(answer.problem().code, 'not_signed_in');
    }
    for (const role of Role.options) {
      const client = clients.get(role);
      assert.ok(client, `no client with role ${role}`);
      const mayDo = access === 'signed_in' || ROLE_PERMISSIONS[role].some((one) => one === access);
      const { status } = await client(path, call);
      assert.equal(status === 403, !mayDo, `${role}: ${method} ${url} answered ${status}`);
      assert.notEqual(status, 401);
      refusedRoles += mayDo ? 0 : 1;
    }
  }
  assert.ok(refusedRoles >= 8);
});

test('an address that is not there says so only to those who are in', async (t) => {
  const scene = await startApi(t);
  for (const path of ['/', '/v1/nothing', '/v1/calls/', '/.env', '/docs', '/docs/json']) {
    assert.equal((await scene.anyone(path)).status, 401, path);
  }
  assert.equal((await scene.admin.call('/v1/nothing')).problem().code, 'not_found');
});

test('what is mounted is open or has keys of its own', async (t) => {
  const scene = await startApi(t, {
    mounts: [
      {
        access: 'public',
        plugin: async (app) => void app.get('/console', async () => ({ page: true })),
      },
      {
        access: 'own_keys',
        plugin: async (app) => void app.post('/v1/transcripts', async (_r, reply) => reply.code(418).send()),
      },
    ],
  });
  assert.deepEqual((await scene.anyone('/console')).as(z.unknown()), { page: true });
  assert.equal((await scene.anyone('/v1/transcripts', { method: 'POST' })).status, 418);
});

test('an app with a route that declares nothing does not start', async (t) => {
  const scene = await startApi(t);
  const { store, eventLog } = scene;
  const logger = createLogger({ level: 'silent', service: 'test' });
  const common = { store, logger, sessionSecret: SECRET, sessionMaxAgeMs: 1_000 };
  const app = await createReviewApi({
    ...common,
    services: createReviewServices({ ...common, eventLog, now: () => new Date() }),
    trustProxy: false,
    health: () => ({ live: true, ready: true, parts: {} }),
    metrics: createMetrics(),
  });
  t.after(() => app.close());
  app.get('/v1/forgotten', async () => 'open to all');
  await assert.rejects(async () => app.ready(), /GET \/v1\/forgotten declares no access/);
});

test('every answer carries the security headers', async (t) => {
  const scene = await startApi(t);
  const { headers } = await scene.admin.call('/v1/me');
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal((await scene.anyone('/healthz')).status, 200);
});

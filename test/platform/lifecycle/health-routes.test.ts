import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastify from 'fastify';
import type { Health } from '../../../platform/lifecycle/create-lifecycle.ts';
import { createHealthRoutes } from '../../../platform/lifecycle/health-routes.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';

test('health and figures are served without a token, and faults are 503', async (t) => {
  const metrics = createMetrics();
  metrics.processed.inc({ stage: 'ingest' }, 3);
  let health: Health = { live: true, ready: true, parts: { log: { ready: true } } };
  const app = fastify();
  t.after(() => app.close());
  await app.register(createHealthRoutes({ health: () => health, metrics }));
  const base = await app.listen({ port: 0, host: '127.0.0.1' });

  assert.equal((await fetch(`${base}/healthz`)).status, 200);
  assert.equal((await fetch(`${base}/readyz`)).status, 200);
  const text = await (await fetch(`${base}/metrics`)).text();
  assert.match(text, /^callwarden_processed_total\{stage="ingest"\} 3$/m);
  assert.match(text, /^nodejs_eventloop_lag_seconds /m);

  const waits = { ready: false, code: 'EVENT_LOG_UNREACHABLE', detail: 'waits' } as const;
  health = { live: false, ready: false, parts: { log: waits } };
  assert.equal((await fetch(`${base}/healthz`)).status, 503);
  const ready = await fetch(`${base}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual(await ready.json(), { ready: false, parts: { log: waits } });
});

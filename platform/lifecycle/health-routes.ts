// Brings `hide` into the type of a route's schema.
import type {} from '@fastify/swagger';
import type { FastifyPluginAsync } from 'fastify';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { Health } from './create-lifecycle.ts';

export interface HealthRoutesOptions {
  readonly health: () => Health;
  readonly metrics: Metrics;
}

/**
 * GET /healthz (200 while the process should live, else 503), /readyz (200 when it can work, else 503 with what it
 * waits for), /metrics (Prometheus). Without token: they tell codes and figures only.
 */
export function createHealthRoutes({ health, metrics }: HealthRoutesOptions): FastifyPluginAsync {
  return async function healthRoutes(app) {
    const hidden = { schema: { hide: true }, logLevel: 'silent' } as const;
    app.get('/healthz', hidden, async (_request, reply) => {
      const { live } = health();
      return reply.code(live ? 200 : 503).send({ live });
    });
    app.get('/readyz', hidden, async (_request, reply) => {
      const { ready, parts } = health();
      return reply.code(ready ? 200 : 503).send({ ready, parts });
    });
    app.get('/metrics', hidden, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
  };
}

import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { TopicWatch } from '../events/topic-watch.ts';

/** Proxies cut connections that are silent for long. */
const ALIVE_MS = 20_000;

/** GET /v1/events: server-sent events that say what has changed, never what it says. */
export function createEventRoutes(watch: TopicWatch): FastifyPluginAsyncZod {
  return async function eventRoutes(app) {
    const open = new Set<ServerResponse>();
    app.addHook('preClose', async () => {
      for (const stream of open) stream.end();
    });

    app.route({
      method: 'GET',
      url: '/v1/events',
      config: { access: 'calls:read', audit: { none: 'says that something changed, not what' } },
      schema: {
        operationId: 'watchEvents',
        tags: ['pipeline'],
        summary: 'Watch for changes',
        description:
          'Server-sent events (text/event-stream): event `changed` with data {"topic":"findings"}, "reviews" or ' +
          '"rejected". Read again what you show.',
        response: { 200: z.string().describe('text/event-stream, open until the client goes') },
      },
      handler: async (_request, reply) => {
        const stream = reply.raw;
        const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' };
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) stream.setHeader(name, value ?? '');
        stream.writeHead(200, { ...headers, 'x-accel-buffering': 'no' });
        open.add(stream);
        const leave = watch.subscribe((topic) =>
          stream.write(`event: changed\ndata: ${JSON.stringify({ topic })}\n\n`),
        );
        const alive = setInterval(() => stream.write(': alive\n\n'), ALIVE_MS);
        stream.once('close', () => {
          clearInterval(alive);
          leave();
          open.delete(stream);
        });
        stream.write('retry: 5000\n\n');
        return reply;
      },
    });
  };
}

import swagger from '@fastify/swagger';
import Fastify, { type FastifyPluginAsync, LogController } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Config } from '../../platform/config/config-schema.ts';
import type { Part } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import { sendProblem } from './http/problems.ts';

export interface IntakeServerOptions {
  readonly http: Config['http'];
  readonly port: number;
  readonly logger: Logger;
  /** Served in this order. */
  readonly plugins: readonly FastifyPluginAsync[];
}

/** A request must be over by then, its slow body included. */
const REQUEST_TIMEOUT_MS = 120_000;
/** Connections that still work when the server stops are cut after this. */
const CUT_AFTER_MS = 5_000;

/** The intake as a server of its own, with its description at /openapi.json. */
export function createIntakeServer({ http, port, logger, plugins }: IntakeServerOptions): Part {
  return {
    name: 'http',
    async start() {
      const app = Fastify({
        loggerInstance: logger,
        logController: new LogController({ disableRequestLogging: true }),
        requestTimeout: REQUEST_TIMEOUT_MS,
        trustProxy: http.trustProxy,
      });
      await app.register(swagger, {
        openapi: { openapi: '3.1.0', info: { title: 'Callwarden intake', version: '1' } },
        transform: jsonSchemaTransform,
      });
      app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'));
      for (const plugin of plugins) await app.register(plugin);
      app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
      await app.listen({ host: http.host, port });
      return {
        async stop() {
          const cut = setTimeout(() => app.server.closeAllConnections(), CUT_AFTER_MS);
          await app.close();
          clearTimeout(cut);
        },
      };
    },
  };
}

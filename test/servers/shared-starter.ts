import { createServer } from 'node:http';
import { ServerError } from '../../platform/servers/server-error.ts';
import type { ServerProcess } from '../../platform/servers/server-process.ts';
import type { ServerName } from '../../platform/servers/server-versions.ts';
import { startKafka } from '../../platform/servers/start-kafka.ts';
import { startOpenSearch } from '../../platform/servers/start-opensearch.ts';
import { testJdks } from './require.ts';

/** Starts each server when it is first asked for, and once. */
export interface SharedStarter {
  addressOf(server: ServerName): Promise<string>;
  stop(): Promise<void>;
}

export function createSharedStarter(): SharedStarter {
  const starts = { kafka: startKafka, opensearch: startOpenSearch };
  const start = async (server: ServerName) => starts[server]({ jdks: await testJdks() });
  const started = new Map<ServerName, Promise<ServerProcess>>();
  return {
    async addressOf(server) {
      const running = started.get(server) ?? start(server);
      started.set(server, running);
      return (await running).address;
    },
    async stop() {
      for (const outcome of await Promise.allSettled(started.values())) {
        if (outcome.status === 'fulfilled') await outcome.value.stop();
      }
    },
  };
}

/** The starter over HTTP, for other processes: `GET /kafka` answers the address, or 503 with the reason. */
export function serveSharedStarter(
  starter: SharedStarter,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const http = createServer(async (request, response) => {
    try {
      response.end(await starter.addressOf(request.url === '/kafka' ? 'kafka' : 'opensearch'));
    } catch (fault) {
      response.writeHead(503).end(fault instanceof ServerError ? fault.message : String(fault));
    }
  });
  http.requestTimeout = 0;
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', () => {
      const address = http.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}`,
        async stop() {
          http.closeAllConnections();
          await new Promise((done) => http.close(done));
          await starter.stop();
        },
      });
    });
  });
}

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from './free-port.ts';
import { LOG4J_SETTINGS, prepareJavaServer, type StartServerOptions } from './prepare-java-server.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

export interface StartOpenSearchOptions extends StartServerOptions {
  /** Node settings over the built-in ones. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A real OpenSearch node (no Docker) on the loopback address; `address` is its URL. It has no security plugin,
 * index state management or smartcn. Version 3.8 with JDK 21 or newer, else 2.19. Throws ServerError with any
 * of its codes but `format_failed`.
 */
export async function startOpenSearch(options: StartOpenSearchOptions = {}): Promise<ServerProcess> {
  const { heap = '1g', readyTimeoutMs = 60_000 } = options;
  const server = await prepareJavaServer('opensearch', { ...options, heap });
  const [free = 0] = await freePorts(1);
  const port = options.port ?? free;
  const settings = {
    'http.port': port,
    'transport.port': 0,
    'network.host': '127.0.0.1',
    'discovery.type': 'single-node',
    // A misspelt index must fail, not come to life.
    'action.auto_create_index': false,
    // A developer's disk is often fuller than a data node's may be.
    'cluster.routing.allocation.disk.threshold_enabled': false,
    ...options.settings,
  };
  const address = `http://127.0.0.1:${port}`;
  return startServerProcess({
    ...server,
    name: 'opensearch',
    address,
    prepare: async () => {
      await mkdir(join(server.dir, 'node_1/config'), { recursive: true });
      await copyFile(LOG4J_SETTINGS, join(server.dir, 'node_1/config/log4j2.properties'));
    },
    program: server.java,
    args: server.javaArgs(
      'EndWithParent',
      'OpenSearchMain',
      server.dir,
      ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
    ),
    ports: [port],
    isReady: () => isHealthy(address),
    readyTimeoutMs,
  });
}

/** Yellow, not green: an index that wants replicas never gets them on one node. */
async function isHealthy(address: string): Promise<boolean> {
  try {
    const health = new URL('/_cluster/health?wait_for_status=yellow&timeout=1s', address);
    const response = await fetch(health, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

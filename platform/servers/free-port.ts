import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { ServerError } from './server-error.ts';

const HOST = '127.0.0.1';

// Below the range from which systems take the ports of outgoing connections: a server that is killed must find its
// port free when it comes back, and a client that keeps trying in the meantime could be given that very port.
const LOWEST = 20_000;
const HIGHEST = 29_999;
const ATTEMPTS = 1000;

/** `count` different ports of the loopback address that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const held: HeldPort[] = [];
  for (let attempt = 0; held.length < count && attempt < ATTEMPTS; attempt++) {
    const port = await hold(randomInt(LOWEST, HIGHEST + 1)).catch(() => undefined);
    if (port !== undefined) held.push(port);
  }
  await Promise.all(held.map(({ release }) => release()));
  if (held.length === count) return held.map(({ port }) => port);
  throw new ServerError('port_in_use', `no free port between ${LOWEST} and ${HIGHEST} of ${HOST}.`);
}

/** Throws ServerError `port_in_use` unless every port can be listened on now. */
export async function assertPortsFree(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const { release } = await hold(port).catch((cause: unknown) => {
      throw new ServerError(
        'port_in_use',
        `${HOST}:${port} is in use; end its owner or choose another port.`,
        {
          cause,
        },
      );
    });
    await release();
  }
}

interface HeldPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

function hold(port: number): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => {
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}

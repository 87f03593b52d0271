import { createServer } from 'node:net';
import { ServerError } from './server-error.ts';

const HOST = '127.0.0.1';

/** `count` different ports of the loopback address that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => hold(0)));
  await Promise.all(held.map(({ release }) => release()));
  return held.map(({ port }) => port);
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

function hold(port: number): Promise<{ port: number; release: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no TCP address'));
      const release = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ port: address.port, release });
    });
  });
}

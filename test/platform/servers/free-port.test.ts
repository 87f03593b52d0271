import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { assertPortsFree, freePorts } from '../../../platform/servers/free-port.ts';

describe('free ports', () => {
  it('are different, free, and none that an outgoing connection could be given', async () => {
    const ports = await freePorts(5);
    assert.equal(new Set(ports).size, 5);
    assert.ok(ports.every((port) => port < 32_768));
    await assertPortsFree(ports);
  });

  it('are told from taken ones', async () => {
    const [port] = await freePorts(1);
    assert.ok(port !== undefined);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await assert.rejects(assertPortsFree([port]), {
      code: 'port_in_use',
      message: new RegExp(`127.0.0.1:${port}`),
    });
    server.close();
  });
});

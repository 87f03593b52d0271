import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePorts } from '../../platform/servers/free-port.ts';
import { numberedCall } from '../faults/support/numbered-calls.ts';
import { shelve } from '../faults/support/small-rulebook.ts';
import { until } from '../platform/event-log/support/until.ts';
import { serversOrSkip } from '../servers/require.ts';
import { callwarden, scratch, startCallwarden } from './support/callwarden.ts';

const connects = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

test('servers and start --cluster: the product on a real Kafka and OpenSearch, from two commands', {
  skip: await serversOrSkip('kafka', 'opensearch'),
  timeout: 300_000,
}, async (t) => {
  const cwd = scratch(t);
  await shelve(join(cwd, 'lexicons'));
  const [kafka = 0, openSearch = 0] = await freePorts(2);
  const ports = ['--kafka-port', String(kafka), '--opensearch-port', String(openSearch)];
  const { PATH = '', HOME = '' } = process.env;
  const servers = startCallwarden(t, { cwd, args: ['servers', ...ports], env: { PATH, HOME } });
  await until(
    'both run',
    () => {
      assert.equal(servers.child.exitCode, null, servers.err());
      return servers.out().includes('Ctrl-C stops both.');
    },
    120_000,
  );
  const cluster = [
    '--cluster',
    ...['--set', `kafka.brokers=127.0.0.1:${kafka}`],
    ...['--set', `openSearch.nodes=http://127.0.0.1:${openSearch}`],
  ];
  const secrets = [
    'session.secret=a-secret-of-thirty-two-characters',
    'ingest.apiKeys=a-key-of-sixteen-characters',
  ];
  const product = startCallwarden(t, {
    cwd,
    args: [
      'start',
      '--no-samples',
      ...cluster,
      ...['http.port=0', ...secrets].flatMap((pair) => ['--set', pair]),
    ],
  });
  await until('it listens', () => {
    assert.equal(product.child.exitCode, null, product.err());
    return product.out().includes('Callwarden listens on ');
  });
  const calls = Array.from({ length: 9 }, (_, number) => JSON.stringify(numberedCall(number))).join('\n');
  const sent = await callwarden(cwd, ['ingest', '-', ...cluster], calls);
  assert.deepEqual([sent.code, sent.out], [0, '-: 9 accepted, 0 rejected, 0 with warnings\n'], sent.err);
  await until('all are analysed', async () =>
    /^3 of 3 calls$/m.test((await callwarden(cwd, ['search', '--category', 'threat', ...cluster])).err),
  );
  assert.equal(await product.end('SIGTERM'), 0, product.err());
  assert.equal(await servers.end('SIGTERM'), 0, servers.err());
  assert.deepEqual([await connects(kafka), await connects(openSearch)], [false, false]);
  const away = await callwarden(cwd, ['search', ...cluster]);
  assert.equal(away.code, 1);
  assert.match(away.err, /^EVENT_LOG_(UNREACHABLE|TIMEOUT): /m);
});

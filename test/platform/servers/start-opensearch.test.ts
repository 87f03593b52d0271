import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Client } from '@opensearch-project/opensearch';
import type { ServerProcess } from '../../../platform/servers/server-process.ts';
import { startOpenSearch } from '../../../platform/servers/start-opensearch.ts';
import { isAlive } from '../../servers/processes.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';

const mappings = { properties: { text: { type: 'text', analyzer: 'cjk' } } } as const;

describe('an OpenSearch node without Docker', { skip: await serversOrSkip('opensearch') }, () => {
  let dir: string;
  let node: ServerProcess;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callwarden-opensearch-test-'));
    node = await startOpenSearch({ dir, jdks: await testJdks() });
  });
  after(async () => {
    await node?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const client = () => new Client({ node: node.address, maxRetries: 0 });
  const hits = async (index: string, phrase: string) => {
    const { body } = await client().search({ index, body: { query: { match_phrase: { text: phrase } } } });
    return body.hits.hits.map((hit) => hit._id);
  };

  it('indexes Chinese and finds it by phrase', async () => {
    await client().indices.create({ index: 'turns', body: { mappings } });
    await client().index({
      index: 'turns',
      id: 'a',
      body: { text: '您的账单已经逾期三十天' },
      refresh: true,
    });
    await client().index({ index: 'turns', id: 'b', body: { text: '祝您生活愉快' }, refresh: true });
    assert.deepEqual(await hits('turns', '逾期三十天'), ['a']);
  });

  it('does not make an index that nobody created', async () => {
    const write = client().index({ index: 'misspelt', id: 'a', body: { text: 'lost' } });
    await assert.rejects(write, { name: 'ResponseError', message: /index_not_found_exception/ });
  });

  it('comes back after SIGKILL at the same address with what it had acknowledged', async () => {
    const { address, pid } = node;
    await client().index({ index: 'turns', id: 'c', body: { text: '承诺周五还款' } });
    await node.kill();
    assert.equal(isAlive(pid), false);
    await assert.rejects(client().info(), { name: 'ConnectionError' });

    await node.restart();
    assert.equal(node.address, address);
    await client().indices.refresh({ index: 'turns' });
    assert.deepEqual(await hits('turns', '承诺'), ['c']);
    assert.deepEqual(await hits('turns', '逾期三十天'), ['a']);
  });

  it('is not disturbed by an index that wants replicas, also when restarted', async () => {
    const settings = { index: { number_of_replicas: 2 } };
    await client().indices.create({ index: 'wants-replicas', body: { settings, mappings } });
    await node.restart();
    const { body } = await client().cluster.health();
    assert.equal(body.status, 'yellow');
  });

  it('hangs while paused and goes on when resumed', async () => {
    node.pause();
    await assert.rejects(client().info({}, { requestTimeout: 500 }), { name: 'TimeoutError' });
    node.resume();
    assert.equal((await client().info()).statusCode, 200);
  });

  it('ends when stopped, and keeps the folder it was given', async () => {
    const { pid } = node;
    await node.stop();
    assert.equal(isAlive(pid), false);
    assert.ok(existsSync(join(dir, 'opensearch.log')));
  });

  it('tells from its log why it did not start, and what helps', async () => {
    const start = startOpenSearch({ dir, jdks: await testJdks(), settings: { 'no.such.setting': 1 } });
    await assert.rejects(start, {
      code: 'start_failed',
      message:
        /opensearch ended with exit code 1; .*Last lines of .*opensearch\.log:\n(.*\n)*.*no\.such\.setting/,
    });
  });
});

describe('an OpenSearch node on an older JDK', { skip: await serversOrSkip('opensearch') }, () => {
  it('is 2.19', async (test) => {
    const jdks = (await testJdks()).filter((jdk) => jdk.major >= 17 && jdk.major < 21);
    if (jdks.length === 0) return test.skip('no JDK 17 to 20 found');
    const node = await startOpenSearch({ jdks });
    try {
      const { body } = await new Client({ node: node.address }).info();
      assert.match(body.version.number, /^2\.19\./);
    } finally {
      await node.stop();
    }
  });
});

import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import {
  type BulkOperation,
  createBulkWriter,
} from '../../../platform/record-store/opensearch/bulk-writer.ts';
import { createRequests, type Requests } from '../../../platform/record-store/opensearch/requests.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { sharedOrSkip } from '../../servers/require.ts';
import { sharedServer, testPrefix } from '../../servers/shared.ts';
import { openSearchUnderTest } from './fixtures/opensearch-under-test.ts';

const INDEX = testPrefix('bulk');
const ALIAS = `${INDEX}write`;

const create = (id: string, body: object = { n: 1 }, alias = ALIAS): BulkOperation => ({
  action: 'create',
  alias,
  id,
  body: JSON.stringify(body),
});

describe('the bulk writer on OpenSearch', { skip: await sharedOrSkip('opensearch') }, () => {
  let requests: Requests;
  let operate: (method: string, path: string, body?: unknown) => Promise<unknown>;
  before(async () => {
    const address = await sharedServer('opensearch');
    requests = createRequests({ nodes: [address] });
    operate = openSearchUnderTest(address, 'bulk').operate;
    const mappings = {
      dynamic: 'strict',
      properties: { n: { type: 'integer' }, k: { type: 'keyword' }, d: { type: 'date' } },
    };
    await operate('PUT', `/${INDEX}`, { mappings, aliases: { [ALIAS]: { is_write_index: true } } });
  });
  after(async () => {
    await operate('DELETE', `/${INDEX}`);
    await requests.close();
  });

  test('bad items among good ones are refused alone, for what is wrong with them', async () => {
    const write = createBulkWriter(requests);
    const outcomes = await write([
      create('good-1'),
      create('unknown', { other: 1 }),
      create('mapping', { n: 'many' }),
      create('date', { d: 'yesterday' }),
      create('keyword', { k: 'x'.repeat(40_000) }),
      create('good-2'),
      create('good-1'),
      create('elsewhere', { n: 1 }, `${INDEX}misspelt`),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'refused', 'refused', 'refused', 'refused', 'done', 'conflict', 'no_index'],
    );
    const reasons = outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.reason : ''));
    assert.match(reasons[1] ?? '', /^strict_dynamic_mapping_exception: /);
    assert.match(reasons[2] ?? '', /^mapper_parsing_exception: /);
    assert.match(reasons[4] ?? '', /^illegal_argument_exception: .*immense term/);
  });

  test('an id that spoils the whole bulk is found by halving', async () => {
    const write = createBulkWriter(requests);
    const operations = Array.from({ length: 40 }, (_, index) => create(`half-${index}`));
    const spoiled = operations.with(23, create('x'.repeat(600)));
    const outcomes = await write(spoiled);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      spoiled.map((_, index) => (index === 23 ? 'refused' : 'done')),
    );
    const again = await write(operations);
    assert.deepEqual(
      again.map(({ status }) => status),
      operations.map((_, index) => (index === 23 ? 'done' : 'conflict')),
    );
  });

  test('bulks are cut by number and by size, outcomes stay in order', async () => {
    const write = createBulkWriter(requests, { maxOperations: 3, maxBytes: 100 });
    const operations = Array.from({ length: 10 }, (_, index) =>
      create(`cut-${index}`, index % 4 === 0 ? { k: 'long'.repeat(30) } : { n: index }),
    );
    const [first, ...rest] = operations;
    assert.ok(first);
    assert.deepEqual((await write([first])).length, 1);
    const outcomes = await write([first, ...rest]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['conflict', ...rest.map(() => 'done')],
    );
    assert.deepEqual(await write([]), []);
  });

  test('guards and outside versions keep older writes out', async () => {
    const write = createBulkWriter(requests);
    await write([create('guarded')]);
    const index = { ...create('guarded'), action: 'index' } as const;
    const stale = { ...index, guard: { seqNo: 0, primaryTerm: 1 } };
    assert.deepEqual(await write([stale]), [{ status: 'conflict' }]);
    const versioned = (externalVersion: number) => ({ ...index, id: 'versioned', externalVersion });
    assert.deepEqual(await write([versioned(5)]), [{ status: 'done', version: 5 }]);
    assert.deepEqual(await write([versioned(5), versioned(4)]), [
      { status: 'conflict' },
      { status: 'conflict' },
    ]);
    const remove = (externalVersion: number): BulkOperation => ({
      action: 'delete',
      alias: ALIAS,
      id: 'versioned',
      externalVersion,
    });
    assert.deepEqual(await write([remove(4), remove(6)]), [
      { status: 'conflict' },
      { status: 'done', version: 6 },
    ]);
    assert.deepEqual((await write([remove(7)]))[0]?.status, 'done');
  });
});

describe('the bulk writer and answers of one item', () => {
  let server: Server;
  let requests: Requests;
  /** Ids of each bulk that arrived, and what to answer to each in turn. */
  const arrived: string[][] = [];
  let answers: ((id: string) => { status: number; error?: { type: string; reason: string } })[] = [];

  before(async () => {
    server = createServer(async (incoming, outgoing) => {
      let text = '';
      for await (const chunk of incoming) text += chunk;
      const ids = [...text.matchAll(/"_id":"([^"]+)"/g)].map(([, id]) => id ?? '');
      const answer = answers[arrived.length] ?? (() => ({ status: 201 }));
      arrived.push(ids);
      const items = ids.map((id) => ({ create: { _version: 1, ...answer(id) } }));
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    requests = createRequests({ nodes: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`] });
  });
  after(async () => {
    await requests.close();
    server.close();
  });

  const full = { status: 429, error: { type: 'opensearch_rejected_execution_exception', reason: 'queue' } };
  const bad = {
    status: 400,
    error: { type: 'mapper_parsing_exception', reason: 'failed to parse field [n]' },
  };

  test('only items that found the queue full are sent again, only bad ones refused', async () => {
    arrived.length = 0;
    answers = [
      (id) => (id.startsWith('busy') ? full : id.startsWith('bad') ? bad : { status: 201 }),
      (id) => (id === 'busy-2' ? full : { status: 201 }),
    ];
    const ids = ['good-1', 'busy-1', 'bad-1', 'busy-2', 'good-2'];
    const outcomes = await createBulkWriter(requests)(ids.map((id) => create(id)));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'done', 'refused', 'done', 'done'],
    );
    assert.deepEqual(arrived, [ids, ['busy-1', 'busy-2'], ['busy-2']]);
  });

  const PAUSES = [
    { ...full, code: 'STORE_BUSY' },
    {
      status: 429,
      error: {
        type: 'cluster_block_exception',
        reason:
          'index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];',
      },
      code: 'STORE_FULL',
    },
    {
      status: 403,
      error: {
        type: 'cluster_block_exception',
        reason: 'index [x] blocked by: [FORBIDDEN/8/index write (api)];',
      },
      code: 'STORE_READ_ONLY',
    },
    { status: 400, error: { type: 'index_closed_exception', reason: 'closed' }, code: 'STORE_READ_ONLY' },
    {
      status: 503,
      error: { type: 'unavailable_shards_exception', reason: 'primary' },
      code: 'STORE_UNREACHABLE',
    },
  ];
  for (const { status, error, code } of PAUSES) {
    test(`an item with ${status} ${error.type} pauses the writer: ${code}`, async () => {
      arrived.length = 0;
      answers = Array.from(
        { length: 10 },
        () => (id: string) => (id === 'hit' ? { status, error } : { status: 201 }),
      );
      await assert.rejects(
        createBulkWriter(requests)([create('good'), create('hit')]),
        (fault) => fault instanceof RecordStoreError && fault.code === code && fault.retriable,
      );
      assert.equal(arrived.length, code === 'STORE_BUSY' ? 5 : 1);
    });
  }

  test('an answer that lacks items is a fault, not a success', async () => {
    arrived.length = 0;
    answers = [];
    const lone = createBulkWriter({
      ...requests,
      send: (request, schema) =>
        requests.send({ ...request, bulk: '{"create":{"_id":"one"}}\n{}\n' }, schema),
    });
    await assert.rejects(
      lone([create('one'), create('two')]),
      (fault) => fault instanceof RecordStoreError && fault.code === 'STORE_UNREACHABLE',
    );
  });
});

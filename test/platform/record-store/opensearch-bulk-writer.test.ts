import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type BulkOperation,
  createBulkWriter,
} from '../../../platform/record-store/opensearch/bulk-writer.ts';
import { createRequests, type Requests } from '../../../platform/record-store/opensearch/requests.ts';
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

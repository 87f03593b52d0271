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

const create = (id: string): BulkOperation => ({ action: 'create', alias: 'alias', id, body: '{"n":1}' });

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

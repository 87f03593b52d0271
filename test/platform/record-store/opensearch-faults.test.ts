import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { NEW_REVIEW } from '../../../contracts/review.ts';
import { createOpenSearchRecordStore } from '../../../platform/record-store/opensearch/opensearch-record-store.ts';
import {
  SPOKEN_ANALYSIS,
  SPOKEN_SIMILARITY,
} from '../../../platform/record-store/opensearch/spoken-analysis.ts';
import { type RecordStore, RecordStoreError } from '../../../platform/record-store/port.ts';
import type { ServerProcess } from '../../../platform/servers/server-process.ts';
import { startOpenSearch } from '../../../platform/servers/start-opensearch.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { storedCalls } from '../../fixtures/stored-calls.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';
import { fill, find, judged } from './contract/store-under-test.ts';
import { type OpenSearchUnderTest, openSearchUnderTest } from './fixtures/opensearch-under-test.ts';
import { writeUntilDone } from './fixtures/write-until-done.ts';

const coded = (code: RecordStoreError['code']) => (error: unknown) =>
  error instanceof RecordStoreError && error.code === code && error.retriable;

const Found = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.object({ rule: z.string() }) })) }),
});

async function idsOf(store: RecordStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { record } of store.scan({})) ids.push(record.callId);
  return ids.toSorted();
}

describe('the OpenSearch store under faults of the server', {
  skip: await serversOrSkip('opensearch'),
}, () => {
  let server: ServerProcess;
  let under: OpenSearchUnderTest;
  before(async () => {
    const settings = { 'http.max_content_length': '2mb' };
    server = await startOpenSearch({ jdks: await testJdks(), heap: '512m', settings });
    under = openSearchUnderTest(server.address, 'faults');
  });
  after(async () => {
    await under?.clear();
    await server?.stop();
  });

  test('killed in the middle of writing and started again: nothing is lost, nothing is twice', async () => {
    const { store, settle } = await under.open();
    const calls = storedCalls({ count: 400 });
    await writeUntilDone(store, calls.slice(0, 50));
    const writing = writeUntilDone(store, calls);
    await server.kill('SIGKILL');
    await assert.rejects(store.ping(), coded('STORE_UNREACHABLE'));
    await server.restart();
    assert.ok((await writing).includes('STORE_UNREACHABLE'));
    await settle();
    assert.deepEqual(
      await idsOf(store),
      calls.map(({ record }) => record.callId),
    );
    for (const { findings } of calls.slice(0, 20)) {
      for (const each of findings) assert.deepEqual(await store.getFinding(each.finding.id), each);
    }
  });

  test('hanging: requests time out, and go on when it answers again', async () => {
    const { prefix, settle } = await under.open();
    const store = createOpenSearchRecordStore({ nodes: [server.address], prefix, requestTimeoutMs: 1_500 });
    const calls = storedCalls({ count: 100 });
    await writeUntilDone(store, calls.slice(0, 25));
    server.pause();
    try {
      await assert.rejects(store.writeCalls(calls), coded('STORE_TIMEOUT'));
      await assert.rejects(store.ping(), coded('STORE_TIMEOUT'));
      await assert.rejects(store.contacts({ debtorId: 'deb-1', fromMs: 0, toMs: 1 }), coded('STORE_TIMEOUT'));
    } finally {
      server.resume();
    }
    await writeUntilDone(store, calls);
    await settle();
    assert.deepEqual(
      await idsOf(store),
      calls.map(({ record }) => record.callId),
    );
    await store.close();
  });

  const BLOCKS = [
    { setting: 'index.blocks.write', code: 'STORE_READ_ONLY' },
    { setting: 'index.blocks.read_only_allow_delete', code: 'STORE_FULL' },
  ] as const;
  for (const { setting, code } of BLOCKS) {
    test(`under ${setting} writing pauses, nothing is refused, and goes on when it is lifted`, async () => {
      const opened = await under.open();
      const { store, prefix, settle } = opened;
      const calls = storedCalls({ count: 40 });
      await fill(opened, calls.slice(0, 20));
      const block = (value: boolean | null) =>
        under.operate('PUT', `/${prefix}*/_settings`, { [setting]: value });
      await block(true);
      await assert.rejects(store.writeCalls(calls.slice(20)), coded(code));
      await assert.rejects(store.ping(), coded(code));
      const [flagged] = calls.flatMap(({ findings }) => findings);
      const review = judged(NEW_REVIEW, 'reviewed', 'confirmed');
      await assert.rejects(store.writeReview(flagged?.finding.id ?? '', review, 0), coded(code));
      assert.equal((await find(store, {})).total, 20);
      assert.deepEqual((await store.getFinding(flagged?.finding.id ?? ''))?.review, NEW_REVIEW);
      await block(null);
      await store.ping();
      await writeUntilDone(store, calls);
      await settle();
      assert.deepEqual(
        await idsOf(store),
        calls.map(({ record }) => record.callId),
      );
    });
  }

  test('stopped between a call and its findings, the next delivery makes up for it', async () => {
    const { store, prefix, settle } = await under.open();
    await store.writeCalls([storedCall({ callId: 'earlier' })]);
    const block = (value: boolean) =>
      under.operate('PUT', `/${prefix}findings-2026.11/_settings`, { 'index.blocks.write': value });
    const indexed = async (callId: string) => {
      await settle();
      const query = `/${prefix}findings/_search?q=callId:${callId}&sort=rule`;
      return Found.parse(await under.operate('GET', query)).hits.hits.map(({ _source }) => _source.rule);
    };
    const call = storedCall({ callId: 'call' });
    await block(true);
    await assert.rejects(store.writeCalls([call]), coded('STORE_READ_ONLY'));
    assert.deepEqual(await indexed('call'), []);
    await block(false);
    assert.deepEqual(await store.writeCalls([call]), [{ status: 'unchanged', reopened: [] }]);
    assert.deepEqual(await indexed('call'), ['zh.abuse.insult', 'zh.threat.workplace']);

    const amended = storedCall({ callId: 'call', revision: 2, findings: [null, {}] });
    await block(true);
    await assert.rejects(store.writeCalls([amended]), coded('STORE_READ_ONLY'));
    await block(false);
    assert.deepEqual(await store.writeCalls([amended]), [{ status: 'unchanged', reopened: [] }]);
    assert.deepEqual(await indexed('call'), ['zh.threat.workplace']);
    assert.deepEqual(await indexed('earlier'), ['zh.abuse.insult', 'zh.threat.workplace']);
  });

  test('a closed month is a pause, not a refusal', async () => {
    const { store, prefix, settle } = await under.open();
    const november = [1, 2].map((day) =>
      storedCall({ callId: `nov-${day}`, startedAt: `2026-11-0${day}T10:00:00Z` }),
    );
    await store.writeCalls(november.slice(0, 1));
    await under.operate('POST', `/${prefix}calls-2026.11/_close`);
    await assert.rejects(store.writeCalls(november), coded('STORE_READ_ONLY'));
    await assert.rejects(find(store, {}), coded('STORE_READ_ONLY'));
    await under.operate('POST', `/${prefix}calls-2026.11/_open`);
    await writeUntilDone(store, november);
    await settle();
    assert.deepEqual(await idsOf(store), ['nov-1', 'nov-2']);
  });

  test('a deleted month comes back with its mapping when a late call arrives', async () => {
    const { store, prefix, settle } = await under.open();
    const [early, late] = ['early', 'late'].map((callId) => storedCall({ callId }));
    assert.ok(early && late);
    await store.writeCalls([early]);
    await under.operate('DELETE', `/${prefix}calls-2026.11,${prefix}findings-2026.11`);
    assert.deepEqual(await store.writeCalls([late]), [{ status: 'created' }]);
    await settle();
    assert.deepEqual(await idsOf(store), ['late']);
    assert.deepEqual((await find(store, { text: '老赖' })).total, 1);
    assert.deepEqual(await store.getFinding(late.findings[0]?.finding.id ?? ''), late.findings[0]);
  });

  test('a call that a month has no room for in its mapping is refused alone, its words unsaid', async () => {
    const { store, prefix, settle } = await under.open();
    await under.operate('PUT', `/${prefix}calls-2026.11`, {
      mappings: { properties: { record: { properties: { caseId: { type: 'integer' } } } } },
    });
    const calls = ['77', '欠款案件', '78'].map((caseId, index) =>
      storedCall({ callId: `c-${index}`, caseId }),
    );
    const results = await store.writeCalls(calls);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['created', 'refused', 'created'],
    );
    const [, refused] = results;
    assert.ok(refused?.status === 'refused');
    assert.match(refused.reason, /^mapper_parsing_exception: .*record\.caseId/);
    assert.doesNotMatch(refused.reason, /欠款案件/);
    await settle();
    assert.equal((await find(store, {})).total, 2);
  });

  test('a request larger than the server takes is split, a call alone too large is refused', async () => {
    const { store, settle } = await under.open();
    const says = Array.from({ length: 35 }, (_, turn) => `第${turn}句${'还款'.repeat(1_500)}`);
    const calls = Array.from({ length: 12 }, (_, index) =>
      storedCall({ callId: `long-${index}`, says, sampled: true }),
    );
    const huge = storedCall({
      callId: 'huge',
      says: Array.from({ length: 8 }, () => says).flat(),
      sampled: true,
    });
    const results = await store.writeCalls([...calls.slice(0, 6), huge, ...calls.slice(6)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      [...calls.slice(0, 6).map(() => 'created'), 'refused', ...calls.slice(6).map(() => 'created')],
    );
    await settle();
    assert.equal((await find(store, {})).total, 12);
  });

  test('no index is made without its template, nor beside the known ones', async () => {
    const { store, prefix } = await under.open();
    const indices = async () =>
      Object.keys(
        z.record(z.string(), z.unknown()).parse(await under.operate('GET', `/${prefix}*`)),
      ).toSorted();
    await under.operate('DELETE', `/_index_template/${prefix}calls`);
    await assert.rejects(store.writeCalls([storedCall()]), coded('STORE_REFUSED'));
    assert.deepEqual(await indices(), [`${prefix}documents-1`, `${prefix}ledger-1`]);
    await store.ensureSchema();
    assert.deepEqual(await store.writeCalls([storedCall()]), [{ status: 'created' }]);
    assert.deepEqual(await indices(), [
      `${prefix}calls-2026.11`,
      `${prefix}documents-1`,
      `${prefix}findings-2026.11`,
      `${prefix}ledger-1`,
    ]);
  });

  test('a month of an older program learns the fields that have come since', async () => {
    const { store, prefix } = await under.open();
    await under.operate('DELETE', `/_index_template/${prefix}calls`);
    await under.operate('PUT', `/${prefix}calls-2026.11`, {
      aliases: { [`${prefix}calls`]: {}, [`${prefix}calls-2026.11-write`]: { is_write_index: true } },
      settings: { analysis: SPOKEN_ANALYSIS, similarity: SPOKEN_SIMILARITY },
      mappings: {
        dynamic: 'strict',
        properties: { record: { properties: { callId: { type: 'keyword' } } } },
      },
    });
    await store.ensureSchema();
    assert.deepEqual(await store.writeCalls([storedCall()]), [{ status: 'created' }]);
  });

  test('several processes may prepare an empty cluster at once', async () => {
    const { prefix } = await under.open();
    await under.operate('DELETE', `/${prefix}*`);
    const stores = [1, 2, 3].map(() => createOpenSearchRecordStore({ nodes: [server.address], prefix }));
    await Promise.all(stores.map((store) => store.ensureSchema()));
    const calls = storedCalls({ count: 10 });
    await Promise.all(stores.map((store) => writeUntilDone(store, calls)));
    assert.equal((await stores[0]?.getCall('call-1-000009'))?.record.callId, 'call-1-000009');
    await Promise.all(stores.map((store) => store.close()));
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { NEW_REVIEW } from '../../../contracts/review.ts';
import { createOpenSearchRecordStore } from '../../../platform/record-store/opensearch/opensearch-record-store.ts';
import { type RecordStore, RecordStoreError } from '../../../platform/record-store/port.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { storedCalls } from '../../fixtures/stored-calls.ts';
import { sharedOrSkip } from '../../servers/require.ts';
import { sharedServer } from '../../servers/shared.ts';
import { find, judged } from './contract/store-under-test.ts';
import { type FaultProxy, type NetworkFault, startFaultProxy } from './fixtures/fault-proxy.ts';
import { type OpenSearchUnderTest, openSearchUnderTest } from './fixtures/opensearch-under-test.ts';
import { writeUntilDone } from './fixtures/write-until-done.ts';

const coded = (code: RecordStoreError['code']) => (error: unknown) =>
  error instanceof RecordStoreError && error.code === code && error.retriable;

describe('the OpenSearch store over a bad network', { skip: await sharedOrSkip('opensearch') }, () => {
  let under: OpenSearchUnderTest;
  let proxy: FaultProxy;
  const stores: RecordStore[] = [];
  const warnings: object[] = [];
  before(async () => {
    const address = await sharedServer('opensearch');
    under = openSearchUnderTest(address, 'network');
    proxy = await startFaultProxy(address);
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await under?.clear();
    await proxy?.stop();
  });

  async function openBehindProxy(requestTimeoutMs = 20_000) {
    const { prefix, settle, store: direct } = await under.open();
    const logger = { warn: (fields: object) => void warnings.push(fields) };
    const store = createOpenSearchRecordStore({ nodes: [proxy.address], prefix, requestTimeoutMs, logger });
    stores.push(store);
    return { store, direct, settle };
  }

  for (const fault of ['busy', 'unavailable', 'reset', 'lost', 'half'] as const satisfies NetworkFault[]) {
    test(`${fault} twice while writing: every call is there, once`, async () => {
      const { store, settle } = await openBehindProxy();
      const calls = storedCalls({ count: 60 });
      const before = warnings.length;
      proxy.fail(fault, { path: '_bulk', times: 2 });
      const results = await store.writeCalls(calls);
      assert.equal(proxy.left(), 0);
      assert.deepEqual(
        new Set(results.map(({ status }) => status)).difference(new Set(['created', 'unchanged'])),
        new Set(),
      );
      await settle();
      const page = await find(store, { sort: 'oldest' });
      assert.deepEqual(
        page.hits.map(({ record }) => record.callId),
        calls.map(({ record }) => record.callId),
      );
      assert.equal(warnings.length, before + 2);
    });
  }

  test('an answer that drips in for ever times out; the same call again is unchanged', async () => {
    const { store, settle } = await openBehindProxy(800);
    const calls = storedCalls({ count: 20 });
    await writeUntilDone(store, storedCalls({ count: 5, seed: 2 }));
    proxy.fail('drip', { path: '_bulk', times: 1 });
    await assert.rejects(store.writeCalls(calls), coded('STORE_TIMEOUT'));
    await writeUntilDone(store, calls);
    await settle();
    assert.equal((await find(store, {})).total, 25);
  });

  test('a store that stays busy or away is a retriable fault, and searches say so too', async () => {
    const { store, settle } = await openBehindProxy();
    const calls = storedCalls({ count: 10 });
    proxy.fail('busy', { path: '_bulk', times: 1_000 });
    await assert.rejects(store.writeCalls(calls), coded('STORE_BUSY'));
    proxy.fail('unavailable', { path: '_search', times: 1_000 });
    await assert.rejects(find(store, {}), coded('STORE_UNREACHABLE'));
    proxy.fail('reset', { path: '/', times: 1_000 });
    await assert.rejects(store.getCall('call-1'), coded('STORE_UNREACHABLE'));
    proxy.fail('busy', { path: '/', times: 0 });
    await writeUntilDone(store, calls);
    await settle();
    assert.equal((await find(store, {})).total, 10);
  });

  test('faults do not carry what was said, however deep one looks', async () => {
    const { store } = await openBehindProxy(700);
    await store.writeCalls([storedCall()]);
    for (const [fault, path] of [
      ['half', '_mget'],
      ['drip', '_mget'],
      ['reset', '_bulk'],
      ['lost', '_bulk'],
    ] as const) {
      proxy.fail(fault, { path, times: 5 });
      const error = await store.writeCalls([storedCall({ revision: 2 })]).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof RecordStoreError);
      assert.doesNotMatch(inspect(error, { depth: 30, showHidden: true }), /老赖|deb-101/);
      proxy.fail('busy', { path, times: 0 });
    }
  });

  test('a verdict whose answer got lost is written, once', async () => {
    const { store, direct } = await openBehindProxy();
    const call = storedCall();
    await store.writeCalls([call]);
    const id = call.findings[0]?.finding.id ?? '';
    await direct.getFinding(id);
    const review = judged(NEW_REVIEW, 'reviewed', 'confirmed');
    proxy.fail('lost', { path: '_bulk', times: 1 });
    const write = await store.writeReview(id, review, 0);
    assert.equal(write.status, 'written');
    assert.deepEqual((await direct.getFinding(id))?.review, review);
    assert.equal(
      (await store.writeReview(id, judged(NEW_REVIEW, 'reviewed', 'dismissed', 'off-2'), 0)).status,
      'conflict',
    );
  });

  test('a document whose answer got lost is a fault for the caller to look into, never written twice', async () => {
    const { store } = await openBehindProxy();
    proxy.fail('lost', { path: '_doc', times: 1 });
    await assert.rejects(store.putDocument('lease', 'x', { by: 'me' }, 0), coded('STORE_UNREACHABLE'));
    assert.deepEqual(await store.getDocument('lease', 'x'), { id: 'x', version: 1, body: { by: 'me' } });
    assert.equal(await store.putDocument('lease', 'x', { by: 'other' }, 0), null);
  });

  test('of two nodes one is enough', async () => {
    const { prefix } = await under.open();
    const store = createOpenSearchRecordStore({ nodes: ['http://127.0.0.1:1', proxy.address], prefix });
    stores.push(store);
    await writeUntilDone(store, storedCalls({ count: 30 }), 5);
    assert.equal((await store.getCall('call-1-000029'))?.record.callId, 'call-1-000029');
  });

  test('what is no OpenSearch is unreachable; a closed store says so', async () => {
    const odd = createOpenSearchRecordStore({ nodes: ['http://127.0.0.1:1'] });
    await assert.rejects(odd.ping(), coded('STORE_UNREACHABLE'));
    await odd.close();
    await odd.close();
    await assert.rejects(
      odd.ping(),
      (error) => error instanceof RecordStoreError && error.code === 'STORE_CLOSED',
    );
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  createOpenSearchRecordStore,
  type OpenSearchRecordStoreOptions,
} from '../../../platform/record-store/opensearch/opensearch-record-store.ts';
import { type RecordStore, RecordStoreError } from '../../../platform/record-store/port.ts';
import { storedCall } from '../../fixtures/stored-call.ts';
import { sharedOrSkip } from '../../servers/require.ts';
import { type SecureProxy, startSecureProxy } from '../../servers/secure-proxy.ts';
import { sharedServer } from '../../servers/shared.ts';
import { makeTestCertificates, type TestCertificates } from '../../servers/test-certificates.ts';
import { type OpenSearchUnderTest, openSearchUnderTest } from './fixtures/opensearch-under-test.ts';

const auth = { username: 'callwarden', password: 'päss:word' };

const coded = (code: RecordStoreError['code'], retriable: boolean) => (error: unknown) =>
  error instanceof RecordStoreError && error.code === code && error.retriable === retriable;

describe('the OpenSearch store behind TLS and passwords', { skip: await sharedOrSkip('opensearch') }, () => {
  let under: OpenSearchUnderTest;
  let certificates: TestCertificates;
  let proxy: SecureProxy;
  let prefix: string;
  const stores: RecordStore[] = [];
  before(async () => {
    const target = await sharedServer('opensearch');
    under = openSearchUnderTest(target, 'access');
    ({ prefix } = await under.open());
    certificates = await makeTestCertificates();
    proxy = await startSecureProxy({ target, certificates, basicAuth: auth, clientCertificate: true });
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await proxy?.stop();
    await under?.clear();
  });

  function open(options: Partial<OpenSearchRecordStoreOptions>): RecordStore {
    const store = createOpenSearchRecordStore({ nodes: [proxy.address], prefix, ...options });
    stores.push(store);
    return store;
  }

  test('with authority, client certificate and password it works', async () => {
    const store = open({ tls: { ca: certificates.ca, ...certificates.client }, auth });
    await store.ensureSchema();
    assert.deepEqual(await store.writeCalls([storedCall()]), [{ status: 'created' }]);
    assert.equal((await store.getCall('call-1'))?.record.callId, 'call-1');
  });

  test('with a wrong password it is refused for good, and says nothing of the password', async () => {
    const tls = { ca: certificates.ca, ...certificates.client };
    const store = open({ tls, auth: { ...auth, password: 'a-wrong-one' } });
    await assert.rejects(store.ping(), (error) => {
      assert.doesNotMatch(JSON.stringify(error) + String(error), /a-wrong-one|Basic /);
      return coded('STORE_REFUSED', false)(error);
    });
    await assert.rejects(store.writeCalls([storedCall()]), coded('STORE_REFUSED', false));
  });

  test('without a client certificate, or with an unknown authority, it cannot be reached', async () => {
    await assert.rejects(
      open({ tls: { ca: certificates.ca }, auth }).ping(),
      coded('STORE_UNREACHABLE', true),
    );
    await assert.rejects(open({ tls: certificates.client, auth }).ping(), coded('STORE_UNREACHABLE', true));
  });
});

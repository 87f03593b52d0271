import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client, type ClientOptions } from '@opensearch-project/opensearch';
import { sharedOrSkip } from './require.ts';
import { type SecureProxy, startSecureProxy } from './secure-proxy.ts';
import { sharedServer, testPrefix } from './shared.ts';
import { makeTestCertificates, type TestCertificates } from './test-certificates.ts';

const basicAuth = { username: 'analyzer', password: 'Not-a-secret.1' };

describe('OpenSearch behind TLS', { skip: await sharedOrSkip('opensearch') }, () => {
  const index = `${testPrefix('proxy')}turns`;
  let certificates: TestCertificates;
  let withPassword: SecureProxy;
  let withCertificate: SecureProxy;
  before(async () => {
    const target = await sharedServer('opensearch');
    certificates = await makeTestCertificates();
    withPassword = await startSecureProxy({ target, certificates, basicAuth });
    withCertificate = await startSecureProxy({ target, certificates, clientCertificate: true });
  });
  after(async () => {
    await withPassword?.stop();
    await withCertificate?.stop();
  });
  const client = (proxy: SecureProxy, options: ClientOptions) =>
    new Client({ node: proxy.address, maxRetries: 0, ...options });

  it('stores and finds with the password, over the authority’s TLS', async () => {
    const {
      indices,
      index: write,
      get,
    } = client(withPassword, { ssl: { ca: certificates.ca }, auth: basicAuth });
    await indices.create({ index });
    await write({ index, id: '1', body: { text: '您好'.repeat(50_000) } });
    const { body } = await get({ index, id: '1' });
    assert.equal(body._source?.text.length, 100_000);
    await indices.delete({ index });
  });

  it('answers 401 without the password or with another', async () => {
    const ssl = { ca: certificates.ca };
    const guessed = { ...basicAuth, password: 'guessed' };
    await assert.rejects(client(withPassword, { ssl }).info(), { statusCode: 401 });
    await assert.rejects(client(withPassword, { ssl, auth: guessed }).info(), { statusCode: 401 });
  });

  it('is not believed without the authority', async () => {
    await assert.rejects(client(withPassword, { auth: basicAuth }).info(), { name: 'ConnectionError' });
  });

  it('talks only to clients with a certificate of the authority', async () => {
    const { ca, client: own } = certificates;
    const { client: stranger } = await makeTestCertificates();
    assert.equal((await client(withCertificate, { ssl: { ca, ...own } }).info()).statusCode, 200);
    for (const ssl of [{ ca }, { ca, ...stranger }]) {
      await assert.rejects(client(withCertificate, { ssl }).info(), { name: 'ConnectionError' });
    }
  });
});

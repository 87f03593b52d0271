import { sharedOrSkip } from '../../servers/require.ts';
import { sharedServer } from '../../servers/shared.ts';
import { recordStoreContract } from './contract.ts';
import { type OpenSearchUnderTest, openSearchUnderTest } from './fixtures/opensearch-under-test.ts';

let server: OpenSearchUnderTest | undefined;

recordStoreContract('the OpenSearch store', {
  skip: await sharedOrSkip('opensearch'),
  async open() {
    server ??= openSearchUnderTest(await sharedServer('opensearch'), 'contract');
    return server.open();
  },
  async clear() {
    await server?.clear();
  },
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createEmbeddedRecordStore } from '../../../../platform/record-store/embedded/embedded-record-store.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import {
  type OpenSearchUnderTest,
  openSearchUnderTest,
} from '../../../platform/record-store/fixtures/opensearch-under-test.ts';
import { sharedOrSkip } from '../../../servers/require.ts';
import { sharedServer } from '../../../servers/shared.ts';
import { tamperWithFile, tamperWithIndex } from './support/tampering.ts';
import { tamperingContract } from './support/tampering-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'tampering-'));
const stores: RecordStore[] = [];
let server: OpenSearchUnderTest | undefined;
after(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(folder, { recursive: true });
  await server?.clear();
});

tamperingContract('a file', async () => {
  const path = join(folder, `${stores.length}.sqlite`);
  const store = createEmbeddedRecordStore({ path });
  stores.push(store);
  await store.ensureSchema();
  return { store, tampering: tamperWithFile(path) };
});

tamperingContract(
  'an OpenSearch index',
  async () => {
    server ??= openSearchUnderTest(await sharedServer('opensearch'), 'tampering');
    const { store, prefix } = await server.open();
    return { store, tampering: tamperWithIndex(server, prefix) };
  },
  await sharedOrSkip('opensearch'),
);

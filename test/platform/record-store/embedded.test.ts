import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedRecordStore } from '../../../platform/record-store/embedded/embedded-record-store.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { recordStoreContract } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'callwarden-store-'));
const opened: RecordStore[] = [];
let files = 0;

async function openFile(path: string): Promise<RecordStore> {
  const store = createEmbeddedRecordStore({ path });
  opened.push(store);
  await store.ensureSchema();
  return store;
}

recordStoreContract('the embedded store', {
  async open() {
    files += 1;
    const path = join(folder, `${files}.db`);
    return { store: await openFile(path), another: () => openFile(path), settle: async () => {} };
  },
  async clear() {
    await Promise.all(opened.map((store) => store.close()));
    rmSync(folder, { recursive: true });
  },
});

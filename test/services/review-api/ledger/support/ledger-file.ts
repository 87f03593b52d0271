import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createEmbeddedRecordStore } from '../../../../../platform/record-store/embedded/embedded-record-store.ts';
import type { RecordStore } from '../../../../../platform/record-store/port.ts';
import { createLedger, type Ledger } from '../../../../../services/review-api/ledger/create-ledger.ts';

export const LEDGER_SECRET = 'a ledger secret for tests, long enough';

export interface LedgerFile {
  readonly path: string;
  readonly store: RecordStore;
  readonly ledger: Ledger;
  /** A ledger on the same file, as another process has it. */
  another(secrets?: readonly string[]): Promise<Ledger>;
}

/** A ledger in a real file of its own; closed and removed after the test. */
export async function openLedgerFile(t: Pick<TestContext, 'after'>): Promise<LedgerFile> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  const path = join(folder, 'records.sqlite');
  const stores: RecordStore[] = [];
  const ledgers: Ledger[] = [];
  t.after(async () => {
    await Promise.all(ledgers.map((ledger) => ledger.settle()));
    await Promise.all(stores.map((store) => store.close()));
    await rm(folder, { recursive: true });
  });

  async function openStore(): Promise<RecordStore> {
    const store = createEmbeddedRecordStore({ path });
    stores.push(store);
    await store.ensureSchema();
    return store;
  }

  function ledgerOver(store: RecordStore, secrets: readonly string[] = [LEDGER_SECRET]): Ledger {
    const ledger = createLedger({ store, now: () => new Date(), secrets });
    ledgers.push(ledger);
    return ledger;
  }

  const store = await openStore();
  return {
    path,
    store,
    ledger: ledgerOver(store),
    another: async (secrets) => ledgerOver(await openStore(), secrets),
  };
}

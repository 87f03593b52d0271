import type { RecordStore } from '../port.ts';
import { createChangeReviews } from './change-reviews.ts';
import { createFacets } from './count-facets.ts';
import { createDeleteCalls } from './delete-calls.ts';
import { createDocuments } from './keep-documents.ts';
import { createLedgerRows } from './keep-ledger.ts';
import { createContacts } from './list-contacts.ts';
import { ensureTables, openDatabase } from './open-database.ts';
import { readCall } from './read-call.ts';
import { createReviews } from './review-findings.ts';
import { createSearch } from './search-calls.ts';
import { createQueueReads } from './search-queue.ts';
import { createTransactions } from './transactions.ts';
import { createWriteCalls } from './write-calls.ts';

export interface EmbeddedRecordStoreOptions {
  /** The database file; its folder is made. Not on a network file system. */
  readonly path: string;
  /** The file grows no larger: writes then fail with STORE_FULL. Default: as large as the disk. */
  readonly maxBytes?: number;
  /** How long a write waits for other processes. Default 5000 ms. */
  readonly busyTimeoutMs?: number;
  /** When an amendment reopened a review. Default: the system clock. */
  readonly now?: () => Date;
}

/**
 * A record store in one SQLite file, for one machine: several processes may open it. A write that returned has
 * survived the loss of the process, and of the machine as far as its disk honours fsync. Call ensureSchema() first.
 * Throws RecordStoreError when the file can't be opened.
 */
export function createEmbeddedRecordStore(options: EmbeddedRecordStoreOptions): RecordStore {
  const db = openDatabase(options);
  const transactions = createTransactions(db, options.busyTimeoutMs ?? 5_000);
  const { now = () => new Date() } = options;
  const deps = { db, transactions, now };
  return {
    ensureSchema: () => ensureTables(db, transactions),
    writeCalls: createWriteCalls(deps),
    ...createDeleteCalls(deps),
    contacts: createContacts(deps),
    ...createSearch(deps),
    facets: createFacets(deps),
    async getCall(callId) {
      return transactions.read(() => readCall(db, callId)?.call ?? null);
    },
    ...createReviews(deps),
    ...createQueueReads(deps),
    changeReviews: createChangeReviews(deps),
    ...createDocuments(deps),
    ...createLedgerRows(deps),
    async ping() {
      await transactions.write(() => db.exec('UPDATE pulse SET beat = beat + 1'));
    },
    async close() {
      if (db.isOpen) db.close();
    },
  };
}

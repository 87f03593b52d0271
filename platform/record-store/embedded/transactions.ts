import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordStoreError } from '../port.ts';
import { isBusy, storeFault } from './store-fault.ts';

const LONGEST_NAP_MS = 40;

/** Runs work in transactions; faults of the outside come out as RecordStoreError. */
export interface Transactions {
  /** One snapshot for several reads. */
  read<T>(work: () => T): T;
  /** The write lock from the start. Waits for other processes without blocking this one. */
  write<T>(work: () => T): Promise<T>;
  /** What can't be in a transaction. */
  plain<T>(work: () => T): T;
}

export function createTransactions(db: DatabaseSync, waitMs: number): Transactions {
  return {
    read: (work) => guarded(db, () => inTransaction(db, 'BEGIN', work)),
    plain: (work) => guarded(db, work),
    async write(work) {
      const deadline = performance.now() + waitMs;
      while (!guarded(db, () => begun(db, performance.now() < deadline))) {
        await sleep(1 + Math.random() * LONGEST_NAP_MS);
      }
      return guarded(db, () => finish(db, work));
    },
  };
}

function guarded<T>(db: DatabaseSync, work: () => T): T {
  if (!db.isOpen) throw new RecordStoreError('STORE_CLOSED', 'the store is closed', { retriable: false });
  try {
    return work();
  } catch (error) {
    throw storeFault(error);
  }
}

function begun(db: DatabaseSync, mayWait: boolean): boolean {
  try {
    db.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (mayWait && isBusy(error)) return false;
    throw error;
  }
}

function inTransaction<T>(db: DatabaseSync, begin: string, work: () => T): T {
  db.exec(begin);
  return finish(db, work);
}

function finish<T>(db: DatabaseSync, work: () => T): T {
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // On a full disk SQLite has rolled back by itself, and a second ROLLBACK would hide the fault.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

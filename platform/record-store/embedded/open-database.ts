import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RecordStoreError } from '../port.ts';
import { SCHEMA_STEPS } from './schema.ts';
import { storeFault } from './store-fault.ts';
import type { Transactions } from './transactions.ts';

/** How long one statement waits for another process, blocking this one; longer waits are transactions.ts'. */
const STATEMENT_WAIT_MS = 250;

export interface DatabaseOptions {
  readonly path: string;
  readonly maxBytes?: number;
}

/** Opens or creates the file: WAL, every commit synced to disk, what is deleted overwritten. Throws RecordStoreError. */
export function openDatabase({ path, maxBytes }: DatabaseOptions): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const db = new DatabaseSync(path, { timeout: STATEMENT_WAIT_MS });
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
    );
    if (maxBytes !== undefined) limitSize(db, maxBytes);
    return db;
  } catch (error) {
    throw storeFault(error);
  }
}

function limitSize(db: DatabaseSync, maxBytes: number): void {
  const pageSize = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  db.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageSize)}`);
}

/** Creates the tables and brings those of older programs up, once, whoever comes first. */
export async function ensureTables(db: DatabaseSync, transactions: Transactions): Promise<void> {
  await transactions.write(() => {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > SCHEMA_STEPS.length) {
      throw new RecordStoreError('STORE_REFUSED', `the file has schema ${version}, newer than this program`, {
        retriable: false,
      });
    }
    if (version === SCHEMA_STEPS.length) return;
    db.exec(`${SCHEMA_STEPS.slice(version).join('\n')} PRAGMA user_version = ${SCHEMA_STEPS.length}`);
  });
}

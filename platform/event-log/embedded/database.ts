import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { EventLogError } from '../port.ts';
import { integer } from './column.ts';
import { fileFault } from './file-fault.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

const BUSY_TIMEOUT_MS = 5000;

/** One connection to the log's file. Every method throws EventLogError for faults of the file. */
export interface Database {
  /** Runs work alone among all writers of the file: all of it is durable on return, or nothing is. */
  write<Result>(work: () => Result): Result;
  read<Result>(work: () => Result): Result;
  /** A prepared statement, kept for the next call with the same text. Use inside read or write. */
  sql(text: string): StatementSync;
  close(): void;
}

export interface DatabaseOptions {
  readonly path: string;
  /** The file grows no further: EVENT_LOG_FULL. */
  readonly maxFileBytes?: number;
}

/** Opens the file, making folder, file (readable by its owner only) and tables when missing. */
export function openDatabase({ path, maxFileBytes }: DatabaseOptions): Database {
  const db = coded(() => open(path, maxFileBytes));
  const statements = new Map<string, StatementSync>();

  function begun<Result>(work: () => Result): Result {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(db);
      throw error;
    }
  }

  function usable<Result>(work: () => Result): Result {
    if (!db.isOpen)
      throw new EventLogError('EVENT_LOG_CLOSED', 'The event log is closed.', { retriable: false });
    return coded(work);
  }

  return {
    write: (work) => usable(() => begun(work)),
    read: (work) => usable(work),
    sql(text) {
      const known = statements.get(text) ?? db.prepare(text);
      statements.set(text, known);
      return known;
    },
    close: () => db.isOpen && db.close(),
  };
}

function open(path: string, maxFileBytes: number | undefined): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    enterWal(db);
    db.exec('PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864');
    createTables(db, path);
    if (maxFileBytes !== undefined) limitPages(db, maxFileBytes);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite does not wait for its lock here: processes that open a new file at once have to try again. */
function enterWal(db: DatabaseSync): void {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      const fault = fileFault(error);
      const busy = fault instanceof EventLogError && fault.code === 'EVENT_LOG_TIMEOUT';
      if (!busy || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function createTables(db: DatabaseSync, path: string): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = integer(db.prepare('PRAGMA user_version').get(), 'user_version');
    if (version > SCHEMA_VERSION)
      throw new EventLogError(
        'EVENT_LOG_REFUSED',
        `${path} was written by a newer release (schema ${version}, this one knows ${SCHEMA_VERSION}).`,
        { retriable: false },
      );
    if (version === 0) db.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
    db.exec('COMMIT');
  } catch (error) {
    rollBack(db);
    throw error;
  }
}

function limitPages(db: DatabaseSync, maxFileBytes: number): void {
  const pageBytes = integer(db.prepare('PRAGMA page_size').get(), 'page_size');
  db.exec(`PRAGMA max_page_count = ${Math.ceil(maxFileBytes / pageBytes)}`);
}

/** After some faults (a full disk) SQLite has rolled back by itself, and ROLLBACK throws. */
function rollBack(db: DatabaseSync): void {
  if (!db.isTransaction) return;
  try {
    db.exec('ROLLBACK');
  } catch {
    // the fault that led here says more
  }
}

function coded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fileFault(error);
  }
}

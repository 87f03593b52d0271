import { RecordStoreError } from '../port.ts';

type Code = RecordStoreError['code'];

/** SQLite's primary result codes that say something about the outside (sqlite.org/rescode.html). */
const FAULTS: Readonly<Record<number, { code: Code; retriable: boolean; message: string }>> = {
  5: { code: 'STORE_BUSY', retriable: true, message: 'another process holds the database' },
  6: { code: 'STORE_BUSY', retriable: true, message: 'another connection holds a table' },
  7: { code: 'STORE_BUSY', retriable: true, message: 'SQLite is out of memory' },
  8: { code: 'STORE_READ_ONLY', retriable: true, message: 'the database file cannot be written' },
  10: { code: 'STORE_UNREACHABLE', retriable: true, message: 'reading or writing the database file failed' },
  11: { code: 'STORE_CORRUPT', retriable: false, message: 'the database file is damaged; restore a backup' },
  13: { code: 'STORE_FULL', retriable: true, message: 'the disk or the allowed size is full' },
  14: { code: 'STORE_UNREACHABLE', retriable: true, message: 'the database file cannot be opened' },
  26: { code: 'STORE_CORRUPT', retriable: false, message: 'the file is no SQLite database' },
};

/** A coded error for a fault of the outside; anything else (a bug of ours) comes back as it is. */
export function storeFault(error: unknown): unknown {
  const fault = FAULTS[isFileFault(error) ? 14 : primaryCode(error)];
  if (fault === undefined) return error;
  return new RecordStoreError(fault.code, fault.message, { retriable: fault.retriable, cause: error });
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === 5;
}

/** From node:fs, for example when the folder can't be made. */
function isFileFault(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function primaryCode(error: unknown): number {
  const known = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return known ? Number(error.errcode) & 0xff : -1;
}

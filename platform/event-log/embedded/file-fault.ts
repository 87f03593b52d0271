import { EventLogError, type EventLogErrorCode } from '../port.ts';

interface Meaning {
  readonly code: EventLogErrorCode;
  readonly retriable: boolean;
}

// Primary result codes, https://sqlite.org/rescode.html
const MEANINGS: Readonly<Record<number, Meaning>> = {
  5: { code: 'EVENT_LOG_TIMEOUT', retriable: true }, // BUSY
  6: { code: 'EVENT_LOG_TIMEOUT', retriable: true }, // LOCKED
  8: { code: 'EVENT_LOG_REFUSED', retriable: false }, // READONLY
  10: { code: 'EVENT_LOG_UNREACHABLE', retriable: true }, // IOERR
  11: { code: 'EVENT_LOG_LOST', retriable: false }, // CORRUPT
  13: { code: 'EVENT_LOG_FULL', retriable: true }, // FULL
  14: { code: 'EVENT_LOG_UNREACHABLE', retriable: true }, // CANTOPEN
  18: { code: 'EVENT_LOG_TOO_LARGE', retriable: false }, // TOOBIG
  26: { code: 'EVENT_LOG_LOST', retriable: false }, // NOTADB
};

/** What an error of the file system or of node:sqlite means to a user of the log; others come back unchanged. */
export function fileFault(error: unknown): unknown {
  const meaning = meaningOf(error);
  if (meaning === undefined || !(error instanceof Error)) return error;
  const { code, retriable } = meaning;
  return new EventLogError(code, `The log's file: ${error.message}.`, { retriable, cause: error });
}

function meaningOf(error: unknown): Meaning | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return MEANINGS[error.errcode & 0xff];
  if (!('syscall' in error && 'code' in error)) return undefined;
  return error.code === 'ENOSPC'
    ? { code: 'EVENT_LOG_FULL', retriable: true }
    : { code: 'EVENT_LOG_REFUSED', retriable: false };
}

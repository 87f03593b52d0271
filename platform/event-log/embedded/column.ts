import { EventLogError } from '../port.ts';

type Row = Readonly<Record<string, unknown>> | undefined;

/** Reads a column of a row as what the STRICT tables hold; anything else means a damaged file (EVENT_LOG_LOST). */
export function integer(row: Row, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : damaged(column);
}

export function text(row: Row, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : damaged(column);
}

export function textOrNull(row: Row, column: string): string | null {
  return row?.[column] === null ? null : text(row, column);
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row?.[column];
  return value instanceof Uint8Array ? value : damaged(column);
}

function damaged(column: string): never {
  throw new EventLogError('EVENT_LOG_LOST', `The log's file is damaged: no ${column} where one must be.`, {
    retriable: false,
  });
}

import { z } from 'zod';
import { contentHash } from '../../contracts/canonical-json.ts';
import { RecordStoreError } from './port.ts';
import type { SortKey } from './sort-keys.ts';

/** The sort keys of the last hit of a page, in their order. */
export type CursorKeys = readonly (number | string)[];

const CursorContent = z.tuple([z.string(), z.array(z.union([z.number(), z.string()])).max(4)]);

/** An opaque text that continues this query, and no other, after a hit with these keys. */
export function encodeCursor(query: object, keys: CursorKeys): string {
  return Buffer.from(JSON.stringify([queryMark(query), keys])).toString('base64url');
}

/** Keys of the hit to go on after; null without a cursor. Throws RecordStoreError STORE_BAD_CURSOR. */
export function decodeCursor(
  query: object,
  sortedBy: readonly SortKey[],
  cursor: string | undefined,
): CursorKeys | null {
  if (cursor === undefined) return null;
  const content = CursorContent.safeParse(parsed(cursor));
  if (!content.success) throw badCursor('is not one that this store gave');
  const [mark, keys] = content.data;
  if (mark !== queryMark(query)) throw badCursor('belongs to another query');
  if (keys.length !== sortedBy.length) throw badCursor('is not one that this store gave');
  return keys;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/** Everything of a query but where it stands and how much it takes. */
function queryMark(query: object): string {
  return contentHash({ ...query, limit: undefined, cursor: undefined }).slice(0, 16);
}

function badCursor(what: string): RecordStoreError {
  return new RecordStoreError('STORE_BAD_CURSOR', `the cursor ${what}; start again without it`, {
    retriable: false,
  });
}

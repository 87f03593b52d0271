import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { uniqueIds } from '../deleted-calls.ts';
import { dropText } from './drop-text.ts';
import type { Transactions } from './transactions.ts';

/** Calls in one transaction, so that others get a turn in between. */
const CALLS_AT_ONCE = 50;

/**
 * RecordStore.deleteCalls and expungeDeleted over SQLite. Freed pages are overwritten (secure_delete, see
 * open-database.ts), but the word index only notes that a row is gone: the words go when its segments are merged.
 */
export function createDeleteCalls({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  return {
    async deleteCalls(callIds: readonly string[]): Promise<number> {
      const ids = uniqueIds(callIds);
      let deleted = 0;
      for (let first = 0; first < ids.length; first += CALLS_AT_ONCE) {
        if (first > 0) await nextTurn();
        const group = ids.slice(first, first + CALLS_AT_ONCE);
        deleted += await transactions.write(() => group.filter((callId) => deleteCall(db, callId)).length);
      }
      return deleted;
    },

    async expungeDeleted(): Promise<void> {
      await transactions.write(() => db.exec("INSERT INTO call_text (call_text) VALUES ('optimize')"));
      transactions.plain(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
    },
  };
}

function deleteCall(db: DatabaseSync, callId: string): boolean {
  const id = db.prepare('SELECT id FROM calls WHERE call_id = ?').get(callId)?.id;
  if (id === undefined) return false;
  db.prepare('DELETE FROM findings WHERE call = ?').run(id);
  dropText(db, Number(id));
  db.prepare('DELETE FROM calls WHERE id = ?').run(id);
  return true;
}

import type { DatabaseSync } from 'node:sqlite';

/**
 * Takes a row out of the index of words. The index then leaves a row id of its own as SQLite's last one, larger than a
 * JavaScript number; whatever runs next without inserting would report it, so a harmless insert puts a small one there.
 */
export function dropText(db: DatabaseSync, id: number): void {
  db.exec(`DELETE FROM call_text WHERE rowid = ${id}`);
  db.exec('INSERT INTO pulse (rowid, beat) SELECT 2, 0; DELETE FROM pulse WHERE rowid = 2');
}

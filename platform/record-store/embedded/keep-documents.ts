import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { KeptDocument } from '../port.ts';
import { jsonOf, parseRow, type Row } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const DocumentRow = z.object({ id: z.string(), version: z.number(), body: jsonOf(z.unknown()) });

/** The small versioned documents of RecordStore over SQLite. */
export function createDocuments({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  const parse = (row: Row): KeptDocument => parseRow(DocumentRow, row);

  return {
    async getDocument(kind: string, id: string): Promise<KeptDocument | null> {
      const select = 'SELECT id, version, body FROM documents WHERE kind = ? AND id = ?';
      const row = transactions.read(() => db.prepare(select).get(kind, id));
      return row === undefined ? null : parse(row);
    },

    async listDocuments(kind: string): Promise<readonly KeptDocument[]> {
      const select = 'SELECT id, version, body FROM documents WHERE kind = ? ORDER BY id';
      return transactions.read(() => db.prepare(select).all(kind)).map(parse);
    },

    async putDocument(kind: string, id: string, body: unknown, ifVersion: number): Promise<number | null> {
      const json = JSON.stringify(body) ?? 'null';
      const version = ifVersion + 1;
      const changed = await transactions.write(() =>
        ifVersion === 0
          ? db
              .prepare(
                'INSERT INTO documents (kind, id, version, body) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
              )
              .run(kind, id, json).changes
          : db
              .prepare('UPDATE documents SET body = ?, version = ? WHERE kind = ? AND id = ? AND version = ?')
              .run(json, version, kind, id, ifVersion).changes,
      );
      return Number(changed) === 1 ? version : null;
    },

    async deleteDocument(kind: string, id: string): Promise<void> {
      await transactions.write(() =>
        db.prepare('DELETE FROM documents WHERE kind = ? AND id = ?').run(kind, id),
      );
    },
  };
}

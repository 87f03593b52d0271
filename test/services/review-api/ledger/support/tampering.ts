import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { LedgerEntry, ledgerHash } from '../../../../../contracts/ledger.ts';
import type { OpenSearchUnderTest } from '../../../../platform/record-store/fixtures/opensearch-under-test.ts';

/** What somebody does who has the store in hand, but not the key. */
export interface Tampering {
  /** Writes other content into the place of an entry. */
  put(seq: number, entry: LedgerEntry): Promise<void>;
  get(seq: number): Promise<LedgerEntry>;
  /** Takes an entry away and leaves the gap. */
  remove(seq: number): Promise<void>;
  /** Puts an entry into a place; what stood there and behind moves up or stands beside it. */
  insert(seq: number, entry: LedgerEntry): Promise<void>;
  close(): Promise<void>;
}

/** An entry that was made up, its hash in order: only the seal can't be. */
export function forged(entry: LedgerEntry, changes: Partial<LedgerEntry>): LedgerEntry {
  const made = { ...entry, factId: `forged-${entry.factId}`, ...changes };
  return { ...made, hash: ledgerHash(made) };
}

export function tamperWithFile(path: string): Tampering {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  db.exec('DROP TRIGGER IF EXISTS ledger_stays; DROP TRIGGER IF EXISTS ledger_keeps');
  return {
    async put(seq, entry) {
      // Two entries with the same fact, for a moment, when they are swapped.
      db.exec('DROP INDEX IF EXISTS ledger_fact');
      db.prepare('UPDATE ledger SET entry = ? WHERE seq = ?').run(JSON.stringify(entry), seq);
    },
    async get(seq) {
      const row = db.prepare('SELECT entry FROM ledger WHERE seq = ?').get(seq);
      return LedgerEntry.parse(JSON.parse(String(row?.entry)));
    },
    async remove(seq) {
      db.prepare('DELETE FROM ledger WHERE seq = ?').run(seq);
    },
    async insert(seq, entry) {
      db.prepare('UPDATE ledger SET seq = -seq WHERE seq >= ?').run(seq);
      db.exec('UPDATE ledger SET seq = 1 - seq WHERE seq < 0');
      db.prepare('INSERT INTO ledger (seq, entry) VALUES (?, ?)').run(seq, JSON.stringify(entry));
    },
    async close() {
      db.close();
    },
  };
}

const Block = z.object({
  _source: z.object({ first: z.int(), last: z.int(), entries: z.array(LedgerEntry) }),
});

/** Every entry must have been appended by itself, so that a document is an entry. */
export function tamperWithIndex(server: OpenSearchUnderTest, prefix: string): Tampering {
  const path = (id: string) => `/${prefix}ledger-1/_doc/${id}`;
  const write = (id: string, seq: number, entry: LedgerEntry) =>
    server.operate('PUT', path(id), { first: seq, last: seq, entries: [entry] });
  return {
    async put(seq, entry) {
      await write(String(seq), seq, entry);
    },
    async get(seq) {
      const block = Block.parse(await server.operate('GET', path(String(seq))));
      const [entry] = block._source.entries;
      return LedgerEntry.parse(entry);
    },
    async remove(seq) {
      await server.operate('DELETE', path(String(seq)));
    },
    async insert(seq, entry) {
      await write(`beside-${seq}`, seq, entry);
    },
    async close() {},
  };
}

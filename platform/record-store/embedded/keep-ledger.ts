import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { LedgerEntry, LedgerFilter } from '../../../contracts/ledger.ts';
import { checkEntries } from '../check-entries.ts';
import type { EntriesQuery, KeptEntry } from '../port.ts';
import { allOf, type Sql } from './filter-sql.ts';
import { parseRow, type Row } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const SCAN_PAGE = 500;
const LAST = 'SELECT seq, entry FROM ledger ORDER BY seq DESC LIMIT 1';
const EntryRow = z.object({ seq: z.number(), entry: z.string() });

/** The ledger of RecordStore over SQLite. */
export function createLedgerRows({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  const hasFact = (factId: string) =>
    db.prepare('SELECT 1 FROM ledger WHERE fact_id = ?').get(factId) !== undefined;

  const pageAfter = (after: number) =>
    transactions.read(() =>
      db.prepare('SELECT seq, entry FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?').all(after, SCAN_PAGE),
    );

  return {
    async appendEntries(entries: readonly LedgerEntry[]): Promise<'appended' | 'taken'> {
      const first = checkEntries(entries);
      return transactions.write(() => {
        const last = db.prepare(LAST).get();
        const end = last === undefined ? 0 : kept(last).seq;
        if (first !== end + 1 || entries.some(({ factId }) => hasFact(factId))) return 'taken';
        const insert = db.prepare('INSERT INTO ledger (seq, entry) VALUES (?, ?)');
        for (const entry of entries) insert.run(entry.seq, JSON.stringify(entry));
        return 'appended';
      });
    },

    async readEntries({ filter = {}, after, order, limit }: EntriesQuery): Promise<readonly KeptEntry[]> {
      const newest = order === 'newest';
      const where = allOf([
        ...(after === undefined ? [] : [{ text: newest ? 'seq < ?' : 'seq > ?', values: [after] }]),
        ...filterSql(filter),
      ]);
      const select = `SELECT seq, entry FROM ledger WHERE ${where.text} ORDER BY seq ${newest ? 'DESC' : 'ASC'} LIMIT ?`;
      return transactions.read(() => db.prepare(select).all(...where.values, limit)).map(kept);
    },

    async lastEntry(): Promise<KeptEntry | null> {
      const row = transactions.read(() => db.prepare(LAST).get());
      return row === undefined ? null : kept(row);
    },

    async entriesOfFacts(factIds: readonly string[]): Promise<readonly KeptEntry[]> {
      const select =
        'SELECT seq, entry FROM ledger WHERE fact_id IN (SELECT value FROM json_each(?)) ORDER BY seq';
      return transactions.read(() => db.prepare(select).all(JSON.stringify(factIds))).map(kept);
    },

    async *scanEntries(from: number): AsyncGenerator<KeptEntry> {
      // The first page starts where integers start: what was put in before place 1 must be seen.
      for (let after = from <= 1 ? Number.MIN_SAFE_INTEGER : from - 1; ; ) {
        const page = pageAfter(after).map(kept);
        yield* page;
        const last = page.at(-1);
        if (last === undefined || page.length < SCAN_PAGE) return;
        after = last.seq;
      }
    },
  };
}

function kept(row: Row): KeptEntry {
  const { seq, entry } = parseRow(EntryRow, row);
  return { seq, entry: jsonOrText(entry) };
}

/** Somebody may have broken it: the ledger's check names it then. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function filterSql({ actor, action, objectKind, objectId, from, to }: LedgerFilter): Sql[] {
  const one = (condition: string, value: string | undefined): Sql[] =>
    value === undefined ? [] : [{ text: condition, values: [value] }];
  return [
    ...one('actor = ?', actor),
    ...one('action IN (SELECT value FROM json_each(?))', action && JSON.stringify(action)),
    ...one('object_kind = ?', objectKind),
    ...one('object_id = ?', objectId),
    ...one('at >= ?', from && new Date(from).toISOString()),
    ...one('at < ?', to && new Date(to).toISOString()),
  ];
}

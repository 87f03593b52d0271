import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type CallFilter, FACETS, FacetName, type Facets } from '../../../contracts/call-search.ts';
import { filterSql } from './filter-sql.ts';
import { parseRow } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const MAX_VALUES = 50;

/** Where a facet's values stand: a column of the call, or of its shown findings. */
const FACET_COLUMNS: Readonly<Record<FacetName, string>> = {
  category: 'f.category',
  severity: 'f.severity',
  rule: 'f.rule',
  outcome: 'f.outcome',
  reviewState: 'f.review_state',
  language: 'c.language',
  agency: 'c.agency',
  collector: 'c.collector_id',
};

const FacetRow = z.object({ facet: FacetName, value: z.string(), calls: z.number() });

/** RecordStore.facets over SQLite: the calls are matched once, then counted for each facet. */
export function createFacets({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  return async function facets(filter: CallFilter): Promise<Facets> {
    const { text, values } = filterSql(filter);
    const counts = FACETS.map((name) => `SELECT * FROM (${countSql(name)})`).join(' UNION ALL ');
    const rows = transactions.read(() =>
      db
        .prepare(`WITH matched AS MATERIALIZED (SELECT c.id FROM calls c WHERE ${text}) ${counts}`)
        .all(...values),
    );
    const result: Facets = {
      category: [],
      severity: [],
      rule: [],
      outcome: [],
      language: [],
      agency: [],
      collector: [],
      reviewState: [],
    };
    for (const row of rows) {
      const { facet, value, calls } = parseRow(FacetRow, row);
      result[facet].push({ value, calls });
    }
    return result;
  };
}

function countSql(name: FacetName): string {
  const column = FACET_COLUMNS[name];
  const from = column.startsWith('f.')
    ? 'findings f JOIN matched m ON m.id = f.call WHERE f.shown = 1'
    : `calls c JOIN matched m ON m.id = c.id WHERE ${column} IS NOT NULL`;
  const calls = column.startsWith('f.') ? 'count(DISTINCT f.call)' : 'count(*)';
  return `SELECT '${name}' AS facet, ${column} AS value, ${calls} AS calls FROM ${from}
    GROUP BY ${column} ORDER BY calls DESC, value LIMIT ${MAX_VALUES}`;
}

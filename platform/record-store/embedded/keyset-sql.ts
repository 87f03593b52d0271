import type { CursorKeys } from '../cursor.ts';
import type { SortKey } from '../sort-keys.ts';
import { allOf, type Sql } from './filter-sql.ts';

const COLUMNS: Readonly<Record<SortKey['key'], string>> = {
  startedAtMs: 'started_at_ms',
  severityRank: 'severity_rank',
  saidWeight: 'said_weight',
  openRank: 'open_rank',
  sinceMs: 'stage_since_ms',
  callId: 'call_id',
};

export function orderBy(keys: readonly SortKey[]): string {
  return keys.map(({ key, order }) => `${COLUMNS[key]} ${order}`).join(', ');
}

/**
 * The condition for rows that come after a row in this order. The bound on the first key says nothing new; it lets
 * SQLite enter the index there.
 */
export function comesAfter(keys: readonly SortKey[], row: CursorKeys): Sql {
  const first = keys[0] === undefined ? [] : [compared(keys[0], '=', row[0])];
  const alternatives = keys.map((key, index) =>
    allOf([
      ...keys.slice(0, index).map((equal, at) => ({
        text: `${COLUMNS[equal.key]} = ?`,
        values: [row[at] ?? null],
      })),
      compared(key, '', row[index]),
    ]),
  );
  const any: Sql = {
    text: `(${alternatives.map(({ text }) => `(${text})`).join(' OR ')})`,
    values: alternatives.flatMap(({ values }) => values),
  };
  return allOf([...first, any]);
}

function compared({ key, order }: SortKey, orEqual: '' | '=', value: number | string | undefined): Sql {
  return { text: `${COLUMNS[key]} ${order === 'asc' ? '>' : '<'}${orEqual} ?`, values: [value ?? null] };
}

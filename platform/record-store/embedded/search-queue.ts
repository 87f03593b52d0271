import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CallRecord } from '../../../contracts/call-record.ts';
import { CallWork } from '../../../contracts/call-work.ts';
import { FindingGroup } from '../../../contracts/queue.ts';
import { type CursorKeys, decodeCursor, encodeCursor } from '../cursor.ts';
import { queueHit } from '../queue-fields.ts';
import type { QueueHit, QueueHits, QueueSearch, QueueWhere, ReviewQueueStore } from '../queue-port.ts';
import { queueSortKeys, type SortKey } from '../sort-keys.ts';
import { allOf } from './filter-sql.ts';
import { comesAfter, orderBy } from './keyset-sql.ts';
import { queueSql } from './queue-sql.ts';
import { jsonOf, parseFinding, parseRow, type Row } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const MAX_GROUPS = 50;
const COLUMNS = 'c.id, c.call_id, c.started_at_ms, c.stage_since_ms, c.open_rank, c.record, c.work';

const HitRow = z.object({
  id: z.number(),
  call_id: z.string(),
  started_at_ms: z.number(),
  stage_since_ms: z.number(),
  open_rank: z.number(),
  record: jsonOf(CallRecord),
  work: jsonOf(CallWork).nullable(),
});
type HitRow = z.infer<typeof HitRow>;

type QueueReads = Pick<ReviewQueueStore, 'queue' | 'openGroups' | 'queued'>;

/** The reading half of ReviewQueueStore over SQLite. */
export function createQueueReads(deps: { db: DatabaseSync; transactions: Transactions }): QueueReads {
  const { db, transactions } = deps;

  function hit(row: HitRow): QueueHit {
    const findings = db
      .prepare('SELECT finding, review, superseded FROM findings WHERE call = ? ORDER BY ordinal')
      .all(row.id)
      .map(parseFinding);
    const { record, work } = row;
    return queueHit({ record, findings, ...(work !== null && { work }) }, row.stage_since_ms);
  }

  function rows(where: QueueWhere, keys: readonly SortKey[], after: CursorKeys | null, limit: number): Row[] {
    const { text, values } = queueSql(where);
    const rest = after === null ? allOf([]) : comesAfter(keys, after);
    return db
      .prepare(
        `SELECT ${COLUMNS} FROM calls c WHERE ${text} AND ${rest.text} ORDER BY ${orderBy(keys)} LIMIT ?`,
      )
      .all(...values, ...rest.values, limit);
  }

  return {
    async queue(search: QueueSearch): Promise<QueueHits> {
      const { where, sort, limit, cursor, asked = where } = search;
      const keys = queueSortKeys(sort);
      const mark = { asked, sort };
      const after = decodeCursor(mark, keys, cursor);
      return transactions.read(() => {
        const found = rows(where, keys, after, limit + 1);
        const page = found.slice(0, limit).map((row) => parseRow(HitRow, row));
        const last = found.length > page.length ? page.at(-1) : undefined;
        const { text, values } = queueSql(where);
        const total = db.prepare(`SELECT count(*) AS calls FROM calls c WHERE ${text}`).get(...values)?.calls;
        return {
          hits: page.map(hit),
          total: Number(total),
          nextCursor: last === undefined ? null : encodeCursor(mark, keysOf(last, keys)),
        };
      });
    },

    async openGroups(where) {
      const { text, values } = queueSql(where);
      const rowsFound = transactions.read(() =>
        db
          .prepare(
            `SELECT f.group_key AS "group", min(f.rule) AS ruleId, count(*) AS findings,
              count(DISTINCT f.call) AS calls, min(json_extract(f.finding, '$.spans[0].quote')) AS quote
            FROM calls c JOIN findings f ON f.call = c.id
            WHERE ${text} AND f.group_key IS NOT NULL AND f.shown = 1
              AND f.review_state IN ('new', 'claimed', 'reopened')
            GROUP BY f.group_key HAVING count(*) > 1
            ORDER BY findings DESC, f.group_key LIMIT ${MAX_GROUPS}`,
          )
          .all(...values),
      );
      return rowsFound.map((row) => parseRow(FindingGroup, { ...row }));
    },

    async queued(callId) {
      return transactions.read(() => {
        const row = db.prepare(`SELECT ${COLUMNS} FROM calls c WHERE c.call_id = ?`).get(callId);
        return row === undefined ? null : hit(parseRow(HitRow, row));
      });
    },
  };
}

function keysOf(row: HitRow, keys: readonly SortKey[]): CursorKeys {
  const values = {
    startedAtMs: row.started_at_ms,
    sinceMs: row.stage_since_ms,
    openRank: row.open_rank,
    severityRank: 0,
    saidWeight: 0,
    callId: row.call_id,
  };
  return keys.map(({ key }) => values[key]);
}

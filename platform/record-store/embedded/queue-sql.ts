import type { QueueWhere } from '../queue-port.ts';
import { allOf, anyOf, compare, filterSql, type Sql } from './filter-sql.ts';

const RANKS = { redline: 0, serious: 1, minor: 2 } as const;
const OPEN = "'new', 'claimed', 'reopened'";

/** The condition on `calls c` for what is wanted of the queue; semantics in queue-port.ts. */
export function queueSql(where: QueueWhere): Sql {
  return allOf([
    ...(where.calls === undefined ? [] : [filterSql(where.calls)]),
    ...anyOf('c.stage', where.stage),
    ...anyOf('c.lane', where.lane),
    ...anyOf('c.assignee', where.assignee),
    ...isSet('c.assignee', where.assigned),
    ...claimedSql(where),
    ...compare('c.escalated = ?', where.escalated === undefined ? undefined : Number(where.escalated)),
    ...dueSql(where),
    ...compare('c.stage_since_ms < ?', where.sinceBeforeMs),
    ...compare('NOT EXISTS (SELECT 1 FROM json_each(c.reviewers) WHERE value = ?)', where.untouchedBy),
    ...compare('c.blind_wanted = ?', where.blindWanted === undefined ? undefined : Number(where.blindWanted)),
    ...compare(
      `c.id IN (SELECT f.call FROM findings f
        WHERE f.group_key = ? AND f.shown = 1 AND f.review_state IN (${OPEN}))`,
      where.group,
    ),
    ...compare(
      'EXISTS (SELECT 1 FROM json_each(c.appeals) WHERE value = ?)',
      where.appeal && [where.appeal.status, where.appeal.step].filter(Boolean).join(':'),
    ),
    ...compare('c.appeal_due_ms < ?', where.appealDueBeforeMs),
    ...compare('c.published = ?', where.published === undefined ? undefined : Number(where.published)),
    ...compare('c.appeal_until_ms < ?', where.appealOverBeforeMs),
  ]);
}

function claimedSql({ claimedBy, claimed, atMs }: QueueWhere): Sql[] {
  const live: Sql = { text: '(c.lease_until_ms IS NOT NULL AND c.lease_until_ms > ?)', values: [atMs] };
  return [
    ...(claimed === undefined ? [] : [claimed ? live : { ...live, text: `NOT ${live.text}` }]),
    ...(claimedBy === undefined ? [] : [...anyOf('c.claimed_by', claimedBy), live]),
  ];
}

function dueSql({ due }: QueueWhere): Sql[] {
  if (due === undefined) return [];
  const { before, overdue } = due;
  const late: Sql = {
    text: `(c.stage = 'open' AND c.stage_since_ms < CASE c.open_rank WHEN ${RANKS.redline} THEN ?
      WHEN ${RANKS.serious} THEN ? WHEN ${RANKS.minor} THEN ? ELSE 0 END)`,
    values: [before.redline, before.serious, before.minor],
  };
  return [overdue ? late : { ...late, text: `NOT ${late.text}` }];
}

function isSet(column: string, set: boolean | undefined): Sql[] {
  return set === undefined ? [] : [{ text: `${column} IS ${set ? 'NOT ' : ''}NULL`, values: [] }];
}

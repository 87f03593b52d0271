import { randomUUID } from 'node:crypto';
import { integer } from './column.ts';
import type { Database } from './database.ts';

/** One member's view of one consumer group on one topic. */
export interface GroupScope {
  readonly db: Database;
  readonly topic: string;
  readonly group: string;
  /** Own id. */
  readonly member: string;
  /** When a membership renewed now runs out, epoch milliseconds. */
  expiry(): number;
  nowMs(): number;
  /** Tells the other members that it is worth looking again. Use inside write. */
  announceChange(): void;
  /** How many changes were announced so far. Use inside read or write. */
  changes(): number;
}

export interface GroupScopeOptions {
  readonly db: Database;
  readonly topic: string;
  readonly group: string;
  readonly sessionTimeoutMs: number;
  readonly clock: () => number;
}

export function createGroupScope({
  db,
  topic,
  group,
  sessionTimeoutMs,
  clock,
}: GroupScopeOptions): GroupScope {
  return {
    db,
    topic,
    group,
    member: randomUUID(),
    expiry: () => clock() + sessionTimeoutMs,
    nowMs: clock,
    announceChange() {
      db.sql(
        `INSERT INTO consumer_group (group_name, topic, changes) VALUES (?, ?, 1)
         ON CONFLICT DO UPDATE SET changes = changes + 1`,
      ).run(group, topic);
    },
    changes() {
      const row = db
        .sql('SELECT changes FROM consumer_group WHERE group_name = ? AND topic = ?')
        .get(group, topic);
      return row === undefined ? 0 : integer(row, 'changes');
    },
  };
}

import { integer, text } from './column.ts';
import type { GroupScope } from './group-scope.ts';
import { isProcessGone, OWN_PROCESS } from './is-process-gone.ts';

/** Who is in the group. Use inside write. */
export interface Members {
  /** Comes in, or renews. */
  enter(): void;
  /** Puts out, with their leases, those whose time has run out or whose process is gone. */
  dropDead(): void;
  ids(): readonly string[];
  leave(): void;
}

export function createMembers(scope: GroupScope): Members {
  const { db, topic, group, member } = scope;
  const { host, pid, startedMs } = OWN_PROCESS;

  function putOut(id: string): void {
    db.sql('DELETE FROM member WHERE id = ?').run(id);
    db.sql('DELETE FROM lease WHERE group_name = ? AND member_id = ?').run(group, id);
    scope.announceChange();
  }

  return {
    enter() {
      const renewal = db.sql('UPDATE member SET expires_ms = ? WHERE id = ?').run(scope.expiry(), member);
      if (renewal.changes > 0) return;
      db.sql(
        `INSERT INTO member (id, group_name, topic, host, pid, process_started_ms, expires_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(member, group, topic, host, pid, startedMs, scope.expiry());
      scope.announceChange();
    },
    dropDead() {
      const others = db
        .sql(
          `SELECT id, host, pid, process_started_ms, expires_ms FROM member
           WHERE group_name = ? AND topic = ? AND id <> ?`,
        )
        .all(group, topic, member);
      for (const row of others) {
        const mark = {
          host: text(row, 'host'),
          pid: integer(row, 'pid'),
          startedMs: integer(row, 'process_started_ms'),
        };
        const isAlive = integer(row, 'expires_ms') > scope.nowMs() && !isProcessGone(mark);
        if (!isAlive) putOut(text(row, 'id'));
      }
    },
    ids() {
      const rows = db.sql('SELECT id FROM member WHERE group_name = ? AND topic = ?').all(group, topic);
      return rows.map((row) => text(row, 'id'));
    },
    leave: () => putOut(member),
  };
}

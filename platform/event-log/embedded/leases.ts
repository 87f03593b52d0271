import { integer, text } from './column.ts';
import type { GroupScope } from './group-scope.ts';
import type { TopicPartition } from './topic-partitions.ts';

/** Who works on which partition, and how far the group has come. Use inside read or write. */
export interface Leases {
  /** Holder by partition id. */
  holders(): ReadonlyMap<number, string>;
  take(partition: TopicPartition): void;
  holds(partitionId: number): boolean;
  release(partitionId: number): void;
  /** Offset the group goes on from. */
  committed(partitionId: number): number;
  commit(partitionId: number, nextOffset: number): void;
}

export function createLeases(scope: GroupScope): Leases {
  const { db, group, member } = scope;
  return {
    holders() {
      const rows = db.sql('SELECT partition_id, member_id FROM lease WHERE group_name = ?').all(group);
      return new Map(rows.map((row) => [integer(row, 'partition_id'), text(row, 'member_id')]));
    },
    take(partition) {
      db.sql('INSERT INTO lease (group_name, partition_id, member_id) VALUES (?, ?, ?)').run(
        group,
        partition.id,
        member,
      );
      // A group is known from its first lease on: prune must not delete what it has not seen yet.
      db.sql(
        'INSERT OR IGNORE INTO committed_offset (group_name, partition_id, next_offset) VALUES (?, ?, ?)',
      ).run(group, partition.id, partition.start);
    },
    holds(partitionId) {
      const row = db
        .sql('SELECT member_id FROM lease WHERE group_name = ? AND partition_id = ?')
        .get(group, partitionId);
      return row !== undefined && text(row, 'member_id') === member;
    },
    release(partitionId) {
      db.sql('DELETE FROM lease WHERE group_name = ? AND partition_id = ? AND member_id = ?').run(
        group,
        partitionId,
        member,
      );
      scope.announceChange();
    },
    committed(partitionId) {
      const row = db
        .sql('SELECT next_offset FROM committed_offset WHERE group_name = ? AND partition_id = ?')
        .get(group, partitionId);
      return integer(row, 'next_offset');
    },
    commit(partitionId, nextOffset) {
      db.sql('UPDATE committed_offset SET next_offset = ? WHERE group_name = ? AND partition_id = ?').run(
        nextOffset,
        group,
        partitionId,
      );
    },
  };
}

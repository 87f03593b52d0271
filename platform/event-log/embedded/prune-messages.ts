import { integer } from './column.ts';
import type { Database } from './database.ts';
import { type TopicPartition, topicPartitions } from './topic-partitions.ts';

export interface PruneOptions {
  /** Messages taken before this moment may go, epoch milliseconds. */
  readonly olderThanMs?: number;
  /** The oldest may go while a partition holds more than this, counting values. */
  readonly maxPartitionBytes?: number;
}

const MESSAGES_AT_ONCE = 1000;

/**
 * Deletes the oldest messages of a topic by age or size, except what a group that ever consumed the topic has not
 * committed yet; the room is given back to the disk. Returns how many went.
 */
export function pruneMessages(db: Database, topic: string, options: PruneOptions): number {
  const partitions = db.read(() => topicPartitions(db, topic));
  let deleted = 0;
  for (const partition of partitions) {
    const until = db.read(() => Math.min(wanted(db, partition, options), committedByAll(db, partition)));
    for (let from = partition.start; from < until; from += MESSAGES_AT_ONCE)
      deleted += deleteRange(db, partition.id, Math.min(until, from + MESSAGES_AT_ONCE));
  }
  db.write(() => db.sql('PRAGMA incremental_vacuum').all());
  return deleted;
}

/** Offset of the first message to keep, by age and size alone. */
function wanted(db: Database, { id, start }: TopicPartition, options: PruneOptions): number {
  const { olderThanMs = Number.NEGATIVE_INFINITY, maxPartitionBytes = Number.POSITIVE_INFINITY } = options;
  const old = db
    .sql(
      `SELECT coalesce(max(position) + 1, 0) AS until FROM message WHERE partition_id = ? AND timestamp_ms < ?`,
    )
    .get(id, finite(olderThanMs));
  const large = db
    .sql(
      `SELECT coalesce(max(position) + 1, 0) AS until FROM (
         SELECT position, sum(length(value)) OVER (ORDER BY position DESC) AS bytes FROM message WHERE partition_id = ?
       ) WHERE bytes > ?`,
    )
    .get(id, finite(maxPartitionBytes));
  return Math.max(start, integer(old, 'until'), integer(large, 'until'));
}

/** SQLite's integers know no infinity. */
function finite(value: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Number.MIN_SAFE_INTEGER, value));
}

function committedByAll(db: Database, partition: TopicPartition): number {
  const row = db
    .sql('SELECT coalesce(min(next_offset), ?) AS next_offset FROM committed_offset WHERE partition_id = ?')
    .get(partition.end, partition.id);
  return integer(row, 'next_offset');
}

function deleteRange(db: Database, partitionId: number, until: number): number {
  return db.write(() => {
    const { changes } = db
      .sql('DELETE FROM message WHERE partition_id = ? AND position < ?')
      .run(partitionId, until);
    db.sql('UPDATE topic_partition SET start_offset = ? WHERE id = ?').run(until, partitionId);
    return Number(changes);
  });
}

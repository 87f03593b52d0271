import type { PartitionLag } from '../port.ts';
import { unknownTopic } from './append-messages.ts';
import { integer } from './column.ts';
import type { Database } from './database.ts';
import { topicPartitions } from './topic-partitions.ts';

/** How far a group is behind, by partition. Throws EVENT_LOG_REFUSED when the topic does not exist. */
export function groupLag(db: Database, topic: string, group: string): readonly PartitionLag[] {
  return db.read(() => {
    const partitions = topicPartitions(db, topic);
    if (partitions.length === 0) throw unknownTopic(topic);
    return partitions.map(({ id, number, start, end }) => {
      const row = db
        .sql('SELECT next_offset FROM committed_offset WHERE group_name = ? AND partition_id = ?')
        .get(group, id);
      const committed = row === undefined ? start : Math.max(start, integer(row, 'next_offset'));
      return { partition: number, committed: String(committed), end: String(end), lag: end - committed };
    });
  });
}

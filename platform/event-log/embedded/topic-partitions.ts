import { integer } from './column.ts';
import type { Database } from './database.ts';

export interface TopicPartition {
  /** Row id: partitions of all topics share one table. */
  readonly id: number;
  readonly number: number;
  /** Offset of the oldest message kept. */
  readonly start: number;
  /** Offset of the next message to come. */
  readonly end: number;
}

/** The partitions of a topic by number; none when it does not exist. Use inside read or write. */
export function topicPartitions(db: Database, topic: string): readonly TopicPartition[] {
  const rows = db
    .sql('SELECT id, number, start_offset, next_offset FROM topic_partition WHERE topic = ? ORDER BY number')
    .all(topic);
  return rows.map((row) => ({
    id: integer(row, 'id'),
    number: integer(row, 'number'),
    start: integer(row, 'start_offset'),
    end: integer(row, 'next_offset'),
  }));
}

/** Makes a topic unless it exists; one that exists keeps its number of partitions. Use inside write. */
export function createTopic(db: Database, topic: string, partitions: number): void {
  if (topicPartitions(db, topic).length > 0) return;
  const insert = db.sql('INSERT INTO topic_partition (topic, number) VALUES (?, ?)');
  for (let number = 0; number < partitions; number += 1) insert.run(topic, number);
}

import { EventLogError, type OutgoingMessage } from '../port.ts';
import type { Database } from './database.ts';
import { partitionOf } from './partition-of.ts';
import { topicPartitions } from './topic-partitions.ts';

/** Appends messages to a topic. Use inside write. Throws EVENT_LOG_REFUSED when the topic does not exist. */
export function appendMessages(
  db: Database,
  topic: string,
  messages: readonly OutgoingMessage[],
  nowMs: number,
): void {
  const partitions = topicPartitions(db, topic);
  if (partitions.length === 0) throw unknownTopic(topic);
  const insert = db.sql(
    'INSERT INTO message (partition_id, position, timestamp_ms, key, headers, value) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const ends = new Map(partitions.map(({ id, end }) => [id, end]));
  // Keyless messages are spread from a random start on, so that small publishes don't all meet in one partition.
  let turn = Math.floor(Math.random() * partitions.length);
  for (const { key, value, headers } of messages) {
    const number = key === null ? turn++ % partitions.length : partitionOf(key, partitions.length);
    const id = partitions[number]?.id ?? 0;
    const position = ends.get(id) ?? 0;
    insert.run(id, position, nowMs, key, headers === undefined ? null : JSON.stringify(headers), value);
    ends.set(id, position + 1);
  }
  const update = db.sql('UPDATE topic_partition SET next_offset = ? WHERE id = ?');
  for (const { id, end } of partitions) {
    const next = ends.get(id) ?? end;
    if (next !== end) update.run(next, id);
  }
}

/** Whether to wait for the topic is the asker's business. */
export function unknownTopic(topic: string, retriable = false): EventLogError {
  const message = `There is no topic ${topic}; ensureTopics makes those of the flow.`;
  return new EventLogError('EVENT_LOG_REFUSED', message, { retriable });
}

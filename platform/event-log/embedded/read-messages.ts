import { z } from 'zod';
import type { IncomingMessage } from '../port.ts';
import { bytes, integer, textOrNull } from './column.ts';
import type { Database } from './database.ts';

/** Enough to amortise a query; keeps a batch of the largest messages within memory. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

const Headers = z.record(z.string(), z.string());

export interface ReadRange {
  readonly topic: string;
  readonly partition: number;
  readonly partitionId: number;
  readonly from: number;
  /** Offset of the first message not wanted. */
  readonly until?: number;
  readonly limit: number;
}

/** The next messages of a partition, in order: up to `limit`, or less when they are large, but one at least. */
export function readMessages(db: Database, range: ReadRange): readonly IncomingMessage[] {
  const { topic, partition, partitionId, from, until = Number.MAX_SAFE_INTEGER, limit } = range;
  return db.read(() => {
    const rows = db
      .sql(
        `SELECT position, timestamp_ms, key, headers, value FROM message
         WHERE partition_id = ? AND position >= ? AND position < ? ORDER BY position LIMIT ?`,
      )
      .iterate(partitionId, from, until, limit);
    const messages: IncomingMessage[] = [];
    let read = 0;
    for (const row of rows) {
      const headers = textOrNull(row, 'headers');
      const value = bytes(row, 'value');
      messages.push({
        topic,
        partition,
        offset: String(integer(row, 'position')),
        timestampMs: integer(row, 'timestamp_ms'),
        key: textOrNull(row, 'key'),
        headers: headers === null ? {} : Headers.parse(JSON.parse(headers)),
        value,
      });
      read += value.byteLength;
      if (read >= MAX_BATCH_BYTES) break;
    }
    return messages;
  });
}

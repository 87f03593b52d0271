import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { QueueStage } from '../../../contracts/queue.ts';
import { queueFields } from '../queue-fields.ts';
import { parseRow } from './read-call.ts';

const Before = z
  .object({ stage: QueueStage, stage_since_ms: z.number() })
  .transform((row) => ({ stage: row.stage, sinceMs: row.stage_since_ms }));

/** The columns of `calls` that the queue needs, of a call that is written over the row `id` (null: a new one). */
export function queueColumns(db: DatabaseSync, call: StoredCall, id: number | null, nowMs: number) {
  const row =
    id === null ? undefined : db.prepare('SELECT stage, stage_since_ms FROM calls WHERE id = ?').get(id);
  const fields = queueFields(call, row === undefined ? null : parseRow(Before, row), nowMs);
  return {
    work: call.work === undefined ? null : JSON.stringify(call.work),
    stage: fields.stage,
    stage_since_ms: fields.sinceMs,
    lane: fields.lane,
    open_rank: fields.openRank,
    assignee: fields.assignee,
    claimed_by: fields.claimedBy,
    lease_until_ms: fields.leaseUntilMs,
    escalated: Number(fields.escalated),
    reviewers: JSON.stringify(fields.reviewers),
    blind_wanted: Number(fields.blindWanted),
    published: Number(fields.published),
    appeal_until_ms: fields.appealUntilMs,
    appeals: JSON.stringify(fields.appeals),
    appeal_due_ms: fields.appealDueMs,
  };
}

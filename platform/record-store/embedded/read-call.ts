import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import { DialogueFacts } from '../../../contracts/analysis.ts';
import { CallRecord, type StoredCall, type StoredFinding } from '../../../contracts/call-record.ts';
import { CallWork } from '../../../contracts/call-work.ts';
import { Finding } from '../../../contracts/finding.ts';
import { Review } from '../../../contracts/review.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { RecordStoreError } from '../port.ts';

/** A column of JSON that holds this schema. */
export const jsonOf = <T extends z.ZodType>(schema: T) =>
  z.string().transform((text) => schema.parse(JSON.parse(text)));

const CallRow = z.object({
  id: z.number(),
  record: jsonOf(CallRecord),
  transcript: jsonOf(Transcript).nullable(),
  facts: jsonOf(DialogueFacts).nullable(),
  work: jsonOf(CallWork).nullable(),
});

const FindingRow = z.object({ finding: jsonOf(Finding), review: jsonOf(Review), superseded: z.number() });

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Parses a row that this program wrote; what does not fit is damage, not data. Throws STORE_CORRUPT. */
export function parseRow<T extends z.ZodType>(schema: T, row: Row): z.output<T> {
  try {
    return schema.parse(row);
  } catch (error) {
    throw new RecordStoreError('STORE_CORRUPT', 'a stored record does not keep its contract', {
      retriable: false,
      // Errors of JSON.parse quote a piece of the record.
      cause: error instanceof z.ZodError ? error : new Error('broken JSON'),
    });
  }
}

export function parseFinding(row: Row): StoredFinding {
  const { finding, review, superseded } = parseRow(FindingRow, row);
  return { finding, review, superseded: superseded === 1 };
}

/** The whole call and its row, or null. */
export function readCall(db: DatabaseSync, callId: string): { id: number; call: StoredCall } | null {
  const row = db
    .prepare('SELECT id, record, transcript, facts, work FROM calls WHERE call_id = ?')
    .get(callId);
  if (row === undefined) return null;
  const { id, record, transcript, facts, work } = parseRow(CallRow, row);
  const findings = db
    .prepare('SELECT finding, review, superseded FROM findings WHERE call = ? ORDER BY ordinal')
    .all(id)
    .map(parseFinding);
  return { id, call: { record, transcript, facts, findings, ...(work !== null && { work }) } };
}

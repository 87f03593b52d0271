import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { groupOf } from '../queue-fields.ts';
import { isShown } from '../shown-findings.ts';
import { severityRank } from '../sort-keys.ts';
import { dropText } from './drop-text.ts';
import { indexedText } from './full-text.ts';
import { queueColumns } from './queue-columns.ts';

/** The columns of `calls` after id, and what they repeat of a call. */
const callColumns = ({ record, transcript, facts }: StoredCall) => ({
  call_id: record.callId,
  revision: record.revision,
  rulebook_hash: record.rulebookHash,
  engine_version: record.engineVersion,
  started_at_ms: record.startedAtMs,
  collector_id: record.collectorId,
  team: record.team,
  agency: record.agency,
  debtor_id: record.debtorId,
  case_id: record.caseId,
  number_hash: record.numberHash,
  language: record.language,
  flagged: Number(record.flagged),
  sampled: Number(record.sampled),
  severity_rank: severityRank(record.worstSeverity),
  record: JSON.stringify(record),
  transcript: transcript && JSON.stringify(transcript),
  facts: facts && JSON.stringify(facts),
});

const INSERT_FINDING = `INSERT INTO findings
  (call, ordinal, finding_id, shown, category, severity, rule, outcome, review_state, verdict, superseded,
   group_key, finding, review)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes a call over the row `id`, or as a new row. Belongs in a write transaction. */
export function putCall(db: DatabaseSync, call: StoredCall, id: number | null, nowMs: number): void {
  const columns = { ...callColumns(call), ...queueColumns(db, call, id, nowMs) };
  const row = id === null ? insertCall(db, columns) : replaceCall(db, columns, id);
  putFindings(db, call, row);
  if (call.transcript === null) return;
  const { words, pairs } = indexedText(call.transcript.turns);
  db.prepare('INSERT INTO call_text (rowid, words, pairs) VALUES (?, ?, ?)').run(row, words, pairs);
}

/** Writes the reviews and the work of a call that is otherwise as the row `id` has it. */
export function putReviews(db: DatabaseSync, call: StoredCall, id: number, nowMs: number): void {
  updateCall(db, queueColumns(db, call, id, nowMs), id);
  db.prepare('DELETE FROM findings WHERE call = ?').run(id);
  putFindings(db, call, id);
}

type Columns = Readonly<Record<string, SQLInputValue>>;

function insertCall(db: DatabaseSync, columns: Columns): number {
  const names = Object.keys(columns);
  const insert = `INSERT INTO calls (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  return Number(db.prepare(insert).run(...Object.values(columns)).lastInsertRowid);
}

function replaceCall(db: DatabaseSync, columns: Columns, id: number): number {
  db.prepare('DELETE FROM findings WHERE call = ?').run(id);
  dropText(db, id);
  updateCall(db, columns, id);
  return id;
}

function updateCall(db: DatabaseSync, columns: Columns, id: number): void {
  const sets = Object.keys(columns).map((name) => `${name} = ?`);
  db.prepare(`UPDATE calls SET ${sets.join(', ')} WHERE id = ?`).run(...Object.values(columns), id);
}

function putFindings(db: DatabaseSync, call: StoredCall, id: number): void {
  const insert = db.prepare(INSERT_FINDING);
  for (const [ordinal, stored] of call.findings.entries()) {
    const { finding, review, superseded } = stored;
    insert.run(
      id,
      ordinal,
      finding.id,
      Number(isShown(stored)),
      finding.category,
      finding.severity,
      finding.ruleId,
      finding.outcome,
      review.state,
      review.verdict ?? null,
      Number(superseded),
      groupOf(stored),
      JSON.stringify(finding),
      JSON.stringify(review),
    );
  }
}

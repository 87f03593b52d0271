import { QUEUE_SCHEMA } from './queue-schema.ts';

/**
 * Documents as JSON, and a column for all that is filtered or sorted by. The JSON is the truth; columns repeat it.
 * call_text holds no text, only the index of the words (search-words.ts) and of their neighbouring pairs: the ascii
 * tokenizer takes everything between spaces that is not ASCII punctuation as one token, so our own words stay whole.
 */
const FIRST = `
CREATE TABLE calls (
  id INTEGER PRIMARY KEY,
  call_id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  rulebook_hash TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  started_at_ms INTEGER NOT NULL,
  collector_id TEXT NOT NULL,
  team TEXT,
  agency TEXT,
  debtor_id TEXT,
  case_id TEXT,
  number_hash TEXT,
  language TEXT NOT NULL,
  flagged INTEGER NOT NULL,
  sampled INTEGER NOT NULL,
  severity_rank INTEGER NOT NULL,
  record TEXT NOT NULL,
  transcript TEXT,
  facts TEXT
) STRICT;
CREATE INDEX calls_newest ON calls (started_at_ms DESC, call_id);
CREATE INDEX calls_worst ON calls (severity_rank, started_at_ms DESC, call_id);
CREATE INDEX calls_debtor ON calls (debtor_id, started_at_ms);
CREATE INDEX calls_number ON calls (number_hash, started_at_ms) WHERE number_hash IS NOT NULL;
CREATE INDEX calls_collector ON calls (collector_id, started_at_ms);
CREATE INDEX calls_team ON calls (team, started_at_ms);
CREATE INDEX calls_agency ON calls (agency, started_at_ms);
CREATE INDEX calls_case ON calls (case_id);
CREATE INDEX calls_language ON calls (language, started_at_ms);
CREATE INDEX calls_flagged ON calls (flagged, started_at_ms);
CREATE INDEX calls_sampled ON calls (started_at_ms) WHERE sampled = 1;

CREATE TABLE findings (
  call INTEGER NOT NULL REFERENCES calls (id),
  ordinal INTEGER NOT NULL,
  finding_id TEXT NOT NULL,
  shown INTEGER NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  rule TEXT NOT NULL,
  outcome TEXT NOT NULL,
  review_state TEXT NOT NULL,
  verdict TEXT,
  superseded INTEGER NOT NULL,
  finding TEXT NOT NULL,
  review TEXT NOT NULL,
  UNIQUE (call, ordinal)
) STRICT;
CREATE INDEX findings_id ON findings (finding_id);
CREATE INDEX findings_category ON findings (category, call);
CREATE INDEX findings_severity ON findings (severity, call);
CREATE INDEX findings_rule ON findings (rule, call);
CREATE INDEX findings_outcome ON findings (outcome, call);
CREATE INDEX findings_state ON findings (review_state, call);
CREATE INDEX findings_verdict ON findings (verdict, call) WHERE verdict IS NOT NULL;

CREATE VIRTUAL TABLE call_text USING fts5 (
  words, pairs, content='', contentless_delete=1, tokenize='ascii'
);

CREATE TABLE documents (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE pulse (beat INTEGER NOT NULL) STRICT;
INSERT INTO pulse VALUES (0);
`;

/**
 * The ledger: the JSON is the only truth, columns are drawn from it. The triggers are against mistakes; whoever
 * drops them is found by the chain.
 */
const LEDGER = `
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  fact_id TEXT AS (json_extract(entry, '$.factId')) VIRTUAL,
  at TEXT AS (json_extract(entry, '$.at')) VIRTUAL,
  actor TEXT AS (json_extract(entry, '$.actor.id')) VIRTUAL,
  action TEXT AS (json_extract(entry, '$.action')) VIRTUAL,
  object_kind TEXT AS (json_extract(entry, '$.object.kind')) VIRTUAL,
  object_id TEXT AS (json_extract(entry, '$.object.id')) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX ledger_fact ON ledger (fact_id);
CREATE INDEX ledger_at ON ledger (at);
CREATE INDEX ledger_actor ON ledger (actor, seq);
CREATE INDEX ledger_action ON ledger (action, seq);
CREATE INDEX ledger_object ON ledger (object_id, seq);
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

/** One step for each version of the tables, the first for an empty file; the file's user_version counts those done. */
export const SCHEMA_STEPS: readonly string[] = [FIRST, LEDGER, QUEUE_SCHEMA];

/** What the queue is filtered and sorted by, see queue-fields.ts; calls of older programs get theirs here. */
export const QUEUE_SCHEMA = `
ALTER TABLE calls ADD COLUMN work TEXT;
ALTER TABLE calls ADD COLUMN stage TEXT NOT NULL DEFAULT 'none';
ALTER TABLE calls ADD COLUMN stage_since_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN lane TEXT;
ALTER TABLE calls ADD COLUMN open_rank INTEGER NOT NULL DEFAULT 3;
ALTER TABLE calls ADD COLUMN assignee TEXT;
ALTER TABLE calls ADD COLUMN claimed_by TEXT;
ALTER TABLE calls ADD COLUMN lease_until_ms INTEGER;
ALTER TABLE calls ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN reviewers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE calls ADD COLUMN blind_wanted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN appeal_until_ms INTEGER;
ALTER TABLE calls ADD COLUMN appeals TEXT NOT NULL DEFAULT '[]';
ALTER TABLE calls ADD COLUMN appeal_due_ms INTEGER;
ALTER TABLE findings ADD COLUMN group_key TEXT;

CREATE INDEX calls_queue ON calls (stage, open_rank, stage_since_ms, call_id);
CREATE INDEX calls_waiting ON calls (stage, stage_since_ms, call_id);
CREATE INDEX calls_assignee ON calls (assignee, stage) WHERE assignee IS NOT NULL;
CREATE INDEX calls_claimed ON calls (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX calls_blind ON calls (stage_since_ms) WHERE blind_wanted = 1;
CREATE INDEX calls_published ON calls (collector_id, started_at_ms) WHERE published = 1;
CREATE INDEX calls_appeal_over ON calls (appeal_until_ms) WHERE appeal_until_ms IS NOT NULL;
CREATE INDEX calls_appealed ON calls (appeal_due_ms) WHERE appeal_due_ms IS NOT NULL;
CREATE INDEX findings_group ON findings (group_key, call) WHERE group_key IS NOT NULL;

UPDATE calls SET stage_since_ms = started_at_ms, blind_wanted = (sampled = 1 AND flagged = 0 AND transcript IS NOT NULL);
UPDATE calls SET stage = 'reviewed' WHERE id IN (SELECT call FROM findings WHERE shown = 1);
UPDATE calls SET stage = 'appealed'
  WHERE id IN (SELECT call FROM findings WHERE shown = 1 AND review_state = 'appealed');
UPDATE calls SET stage = 'open'
  WHERE id IN (SELECT call FROM findings WHERE shown = 1 AND review_state IN ('new', 'claimed', 'reopened'));
UPDATE calls SET
  open_rank = (
    SELECT min(CASE f.severity WHEN 'redline' THEN 0 WHEN 'serious' THEN 1 ELSE 2 END) FROM findings f
    WHERE f.call = calls.id AND f.shown = 1 AND f.review_state IN ('new', 'claimed', 'reopened')
  ),
  lane = (
    SELECT CASE min(CASE f.outcome WHEN 'violation' THEN 0 WHEN 'undecidable' THEN 1 ELSE 2 END)
      WHEN 0 THEN 'violation' WHEN 1 THEN 'undecidable' ELSE 'suspected' END FROM findings f
    WHERE f.call = calls.id AND f.shown = 1 AND f.review_state IN ('new', 'claimed', 'reopened')
  )
  WHERE stage = 'open';
UPDATE calls SET reviewers = (
  SELECT json_group_array(DISTINCT json_extract(f.review, '$.reviewer')) FROM findings f
  WHERE f.call = calls.id AND json_extract(f.review, '$.reviewer') IS NOT NULL
);
`;

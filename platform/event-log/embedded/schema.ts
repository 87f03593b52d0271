/** Raised when the tables change; a newer file is refused rather than misread. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
  CREATE TABLE topic_partition (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    number INTEGER NOT NULL,
    start_offset INTEGER NOT NULL DEFAULT 0,
    next_offset INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, number)
  ) STRICT;

  CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    partition_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    timestamp_ms INTEGER NOT NULL,
    key TEXT,
    headers TEXT,
    value BLOB NOT NULL,
    UNIQUE (partition_id, position)
  ) STRICT;

  CREATE TABLE committed_offset (
    group_name TEXT NOT NULL,
    partition_id INTEGER NOT NULL,
    next_offset INTEGER NOT NULL,
    PRIMARY KEY (group_name, partition_id)
  ) STRICT, WITHOUT ROWID;

  -- changes counts every event that moves partitions between members: they compare it to notice cheaply.
  CREATE TABLE consumer_group (
    group_name TEXT NOT NULL,
    topic TEXT NOT NULL,
    changes INTEGER NOT NULL,
    PRIMARY KEY (group_name, topic)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE member (
    id TEXT PRIMARY KEY,
    group_name TEXT NOT NULL,
    topic TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    process_started_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lease (
    group_name TEXT NOT NULL,
    partition_id INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    PRIMARY KEY (group_name, partition_id)
  ) STRICT, WITHOUT ROWID;
`;

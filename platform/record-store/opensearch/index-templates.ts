import type { CallRecord, RecordedPromise } from '../../../contracts/call-record.ts';
import { ElementName, type TalkMeasures } from '../../../contracts/scoring.ts';
import type { QueueFields } from '../queue-fields.ts';
import type { Family, IndexNames } from './index-names.ts';
import { SPOKEN_ANALYSIS, SPOKEN_SIMILARITY } from './spoken-analysis.ts';

const keyword = { type: 'keyword' };
const integer = { type: 'integer' };
const number = { type: 'double' };
const flag = { type: 'boolean' };
/** Epoch milliseconds; a date for dashboards. */
const instant = { type: 'date', format: 'epoch_millis' };
/** Kept, not indexed. */
const kept = { type: 'object', enabled: false };
const keptText = { type: 'keyword', index: false, doc_values: false };
const strict = (properties: object) => ({ type: 'object', dynamic: 'strict', properties });

const PROMISE: Readonly<Record<keyof RecordedPromise, object>> = {
  amount: number,
  basis: keyword,
  currency: keyword,
  date: { type: 'date', format: 'strict_date' },
  time: keyword,
  channel: keyword,
  instalments: integer,
  conditional: flag,
  by: keyword,
  status: keyword,
};

const MEASURES: Readonly<Record<keyof TalkMeasures, object>> = {
  durationMs: number,
  collectorTalkShare: number,
  turns: integer,
  longestMonologueMs: number,
  collectorInterruptions: integer,
  otherInterruptions: integer,
  silences: integer,
  silenceMs: number,
  collectorSpeechRate: number,
};

const RECORD: Readonly<Record<keyof CallRecord, object>> = {
  callId: keyword,
  revision: integer,
  month: keyword,
  startedAt: keptText,
  startedAtMs: instant,
  durationMs: number,
  direction: keyword,
  channel: keyword,
  language: keyword,
  jurisdiction: keyword,
  timeZone: keyword,
  collectorId: keyword,
  team: keyword,
  agency: keyword,
  debtorId: keyword,
  caseId: keyword,
  numberHash: keyword,
  partyReached: keyword,
  effectiveContact: flag,
  transcriptHash: keptText,
  rulebookHash: keyword,
  engineVersion: keyword,
  flagged: flag,
  sampled: flag,
  categories: keyword,
  ruleIds: keyword,
  outcomes: keyword,
  worstSeverity: keyword,
  counts: strict({
    redline: integer,
    serious: integer,
    minor: integer,
    suspected: integer,
    undecidable: integer,
  }),
  elements: strict(Object.fromEntries(ElementName.options.map((element) => [element, keyword]))),
  lacking: keyword,
  promises: strict(PROMISE),
  reasonForDelay: keyword,
  stage: keyword,
  measures: strict(MEASURES),
};

/** What officers see of a finding, for filters that must hold for one and the same finding. */
const SHOWN = {
  id: keyword,
  shown: flag,
  category: keyword,
  severity: keyword,
  rule: keyword,
  outcome: keyword,
  reviewState: keyword,
  verdict: keyword,
  reviewer: keyword,
  /** Near-duplicates have the same. */
  group: keyword,
  quote: keyword,
};

/** What the queue is filtered and sorted by. */
const QUEUE: Readonly<Record<keyof QueueFields, object>> = {
  stage: keyword,
  sinceMs: instant,
  lane: keyword,
  openRank: { type: 'byte' },
  assignee: keyword,
  claimedBy: keyword,
  leaseUntilMs: instant,
  escalated: flag,
  reviewers: keyword,
  blindWanted: flag,
  published: flag,
  appealUntilMs: instant,
  appeals: keyword,
  appealDueMs: instant,
};

const CALL = {
  record: strict(RECORD),
  severityRank: { type: 'byte' },
  findings: { type: 'nested', dynamic: 'strict', properties: SHOWN },
  facets: strict({
    category: keyword,
    severity: keyword,
    rule: keyword,
    outcome: keyword,
    reviewState: keyword,
  }),
  transcript: {
    type: 'object',
    dynamic: false,
    properties: {
      turns: {
        type: 'object',
        dynamic: false,
        properties: {
          text: {
            type: 'text',
            analyzer: 'spoken',
            search_analyzer: 'whitespace',
            similarity: 'said',
            index_options: 'offsets',
            position_increment_gap: 100,
          },
        },
      },
    },
  },
  /** Turns one by one, for questions about who said it and when. */
  spoken: {
    type: 'nested',
    dynamic: 'strict',
    properties: {
      by: keyword,
      startMs: number,
      text: { type: 'text', analyzer: 'spoken', search_analyzer: 'whitespace', norms: false },
    },
  },
  stored: kept,
  work: kept,
  queue: strict(QUEUE),
  dropped: keptText,
};

const FINDING = {
  ...SHOWN,
  callId: keyword,
  /** Month of the index that holds the call. */
  home: keyword,
  startedAtMs: instant,
  collectorId: keyword,
  team: keyword,
  agency: keyword,
  debtorId: keyword,
  caseId: keyword,
  language: keyword,
  jurisdiction: keyword,
  ruleVersion: integer,
  rulebookHash: keyword,
  status: keyword,
  superseded: flag,
  confidence: number,
  turn: integer,
  reason: keyword,
  reviewedAtMs: instant,
};

export const MAPPINGS: Readonly<Record<Family, { dynamic: 'strict'; properties: object }>> = {
  calls: { dynamic: 'strict', properties: CALL },
  findings: { dynamic: 'strict', properties: FINDING },
};

/**
 * The composable template of a family: every month gets its mapping and joins its alias. Months are named by the call,
 * so ids stay unique without rollover; a retention policy (ISM) may delete whole months by the same pattern.
 */
export function familyTemplate(family: Family, names: IndexNames, shards: number): object {
  return {
    index_patterns: [`${names.all(family)}-*`],
    priority: 500,
    template: {
      aliases: { [names.all(family)]: {} },
      settings: {
        number_of_shards: shards,
        auto_expand_replicas: '0-1',
        refresh_interval: '1s',
        ...(family === 'calls' && { analysis: SPOKEN_ANALYSIS, similarity: SPOKEN_SIMILARITY }),
      },
      mappings: MAPPINGS[family],
    },
  };
}

/** The index of the kept documents: found by kind and id only, the body is not looked into. */
export function documentsIndexBody(names: IndexNames): object {
  return {
    aliases: { [names.documents]: { is_write_index: true } },
    settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
    mappings: {
      dynamic: 'strict',
      properties: { kind: keyword, id: keyword, version: { type: 'long', index: false }, body: kept },
    },
  };
}

/**
 * The index of the ledger. A document holds the entries that were appended at once, under the seq of its first: made
 * by create only, so of two writers behind the same end one wins. Its fields are drawn from the entries themselves.
 */
export function ledgerIndexBody(names: IndexNames): object {
  const entry = {
    seq: { type: 'long' },
    at: { type: 'date', format: 'strict_date_optional_time' },
    factId: keyword,
    action: keyword,
    actor: { type: 'object', dynamic: false, properties: { id: keyword } },
    object: { type: 'object', dynamic: false, properties: { kind: keyword, id: keyword } },
    before: kept,
    after: kept,
  };
  return {
    aliases: { [names.ledger]: { is_write_index: true } },
    settings: { number_of_shards: 1, auto_expand_replicas: '0-1' },
    mappings: {
      dynamic: 'strict',
      properties: {
        first: { type: 'long' },
        last: { type: 'long' },
        entries: { type: 'object', dynamic: false, properties: entry },
      },
    },
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CallRecord, type StoredCall } from '../../../contracts/call-record.ts';
import type { CallFilter, CallHit, CallPage, CallQuery } from '../../../contracts/call-search.ts';
import { ReviewState } from '../../../contracts/review.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { ParticipantRole } from '../../../contracts/vocabulary.ts';
import { type CursorKeys, decodeCursor, encodeCursor } from '../cursor.ts';
import { highlightTurns, isSaid, saidWeight } from '../said-in-turns.ts';
import { type SaidQuestion, saidQuestion } from '../said-question.ts';
import { searchedText } from '../search-phrases.ts';
import { reviewCounts } from '../shown-findings.ts';
import { type SortKey, sortKeys } from '../sort-keys.ts';
import { allOf, filterSql } from './filter-sql.ts';
import { comesAfter, orderBy } from './keyset-sql.ts';
import { jsonOf, parseRow, type Row, readCall } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const SCAN_PAGE = 100;

const HitRow = z.object({
  id: z.number(),
  call_id: z.string(),
  started_at_ms: z.number(),
  severity_rank: z.number(),
  said_weight: z.number(),
  record: jsonOf(CallRecord),
  transcript: jsonOf(Transcript).nullable(),
});
type HitRow = z.infer<typeof HitRow>;

/** What scan needs of a row before it reads the whole call. */
const Place = HitRow.pick({ call_id: true, started_at_ms: true });

interface PageOf {
  readonly filter: CallFilter;
  readonly keys: readonly SortKey[];
  readonly after: CursorKeys | null;
  readonly limit: number;
}

export interface SearchDeps {
  readonly db: DatabaseSync;
  readonly transactions: Transactions;
}

/** RecordStore.search and scan over SQLite, by keyset: page n costs as much as page 1. */
export function createSearch({ db, transactions }: SearchDeps) {
  db.function('said_weight_of', { deterministic: true }, (transcript, phrases) =>
    typeof transcript === 'string' && typeof phrases === 'string' ? weigh(transcript, phrases) : 0,
  );
  db.function('is_said', { deterministic: true }, (transcript, question) =>
    typeof transcript === 'string' && typeof question === 'string' ? answers(transcript, question) : 0,
  );

  function rows({ filter, keys, after, limit }: PageOf): Row[] {
    const where = filterSql(filter);
    const weighs = keys.some(({ key }) => key === 'saidWeight');
    const weight = weighs ? 'said_weight_of(c.transcript, ?)' : '0';
    const phrases = weighs ? [JSON.stringify(searchedText(filter.text ?? '').phrases)] : [];
    const transcript = filter.text === undefined ? 'NULL' : 'c.transcript';
    const select = `SELECT c.id, c.call_id, c.started_at_ms, c.severity_rank, c.record,
      ${transcript} AS transcript, ${weight} AS said_weight FROM calls c WHERE ${where.text}`;
    const rest = after === null ? allOf([]) : comesAfter(keys, after);
    return db
      .prepare(`SELECT * FROM (${select}) WHERE ${rest.text} ORDER BY ${orderBy(keys)} LIMIT ?`)
      .all(...phrases, ...where.values, ...rest.values, limit);
  }

  function count(filter: CallFilter): number {
    const { text, values } = filterSql(filter);
    return Number(db.prepare(`SELECT count(*) AS calls FROM calls c WHERE ${text}`).get(...values)?.calls);
  }

  function hit(row: HitRow, question: SaidQuestion | null): CallHit {
    const states = db.prepare('SELECT review_state FROM findings WHERE call = ? AND shown = 1').all(row.id);
    return {
      record: row.record,
      review: reviewCounts(states.map(({ review_state }) => ReviewState.parse(review_state))),
      highlights:
        row.transcript === null || question === null ? [] : highlightTurns(row.transcript, question),
    };
  }

  const placesAfter = (filter: CallFilter, keys: readonly SortKey[], after: CursorKeys | null) =>
    transactions.read(() =>
      rows({ filter, keys, after, limit: SCAN_PAGE }).map((row) => parseRow(Place, row)),
    );

  return {
    async search(query: CallQuery): Promise<CallPage> {
      const keys = sortKeys(query);
      const after = decodeCursor(query, keys, query.cursor);
      const question = saidQuestion(query);
      return transactions.read(() => {
        const found = rows({ filter: query, keys, after, limit: query.limit + 1 });
        const page = found.slice(0, query.limit).map((row) => parseRow(HitRow, row));
        const last = found.length > page.length ? page.at(-1) : undefined;
        return {
          hits: page.map((row) => hit(row, question === 'nothing' ? null : question)),
          total: count(query),
          nextCursor: last === undefined ? null : encodeCursor(query, keysOf(last, keys)),
        };
      });
    },

    async *scan(filter: CallFilter): AsyncGenerator<StoredCall> {
      const keys = sortKeys({ sort: 'oldest' });
      let after: CursorKeys | null = null;
      for (;;) {
        const page = placesAfter(filter, keys, after);
        for (const { call_id } of page) {
          const stored = transactions.read(() => readCall(db, call_id));
          if (stored !== null) yield stored.call;
        }
        const last = page.at(-1);
        if (last === undefined || page.length < SCAN_PAGE) return;
        after = [last.started_at_ms, last.call_id];
      }
    },
  };
}

function keysOf(row: HitRow, keys: readonly SortKey[]): CursorKeys {
  const values = {
    startedAtMs: row.started_at_ms,
    severityRank: row.severity_rank,
    saidWeight: row.said_weight,
    openRank: 0,
    sinceMs: 0,
    callId: row.call_id,
  };
  return keys.map(({ key }) => values[key]);
}

const Turns = z.object({ turns: z.array(z.object({ text: z.string() })) });
const Phrases = z.array(z.array(z.string()));

function weigh(transcript: string, phrases: string): number {
  return saidWeight(Turns.parse(JSON.parse(transcript)).turns, Phrases.parse(JSON.parse(phrases)));
}

const Spoken = z.object({
  participants: z.array(z.object({ id: z.string(), role: ParticipantRole })),
  turns: z.array(z.object({ speaker: z.string(), startMs: z.number(), text: z.string() })),
});
const Question = z.object({
  phrases: Phrases,
  near: z.array(z.object({ phrases: Phrases, between: z.number() })),
  by: z.array(z.string()).nullable(),
  beforeMs: z.number().nullable(),
});

function answers(transcript: string, question: string): number {
  return Number(isSaid(Spoken.parse(JSON.parse(transcript)), Question.parse(JSON.parse(question))));
}

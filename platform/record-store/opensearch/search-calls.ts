import { z } from 'zod';
import { CallRecord } from '../../../contracts/call-record.ts';
import type { CallHit, CallPage, CallQuery } from '../../../contracts/call-search.ts';
import { ReviewState } from '../../../contracts/review.ts';
import { ParticipantRole } from '../../../contracts/vocabulary.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { highlightTurns } from '../said-in-turns.ts';
import { type SaidQuestion, saidQuestion } from '../said-question.ts';
import { reviewCounts } from '../shown-findings.ts';
import { type SortKey, sortKeys } from '../sort-keys.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import { filterQuery } from './filter-query.ts';
import type { IndexNames } from './index-names.ts';
import type { Requests } from './requests.ts';

const SORT_FIELDS: Readonly<Record<SortKey['key'], string>> = {
  startedAtMs: 'record.startedAtMs',
  severityRank: 'severityRank',
  saidWeight: '_score',
  openRank: 'queue.openRank',
  sinceMs: 'queue.sinceMs',
  callId: 'record.callId',
};

/** The sort of a search body. */
export const sortOf = (keys: readonly SortKey[]) =>
  keys.map(({ key, order }) => ({ [SORT_FIELDS[key]]: { order } }));

const Found = z.object({
  hits: z.object({
    total: z.object({ value: z.int() }),
    hits: z.array(z.object({ _source: z.unknown(), sort: z.array(z.union([z.number(), z.string()])) })),
  }),
});

const HitSource = z.object({
  record: CallRecord,
  /** Filtering the source leaves out lists that are empty. */
  findings: z.array(z.object({ shown: z.boolean(), reviewState: ReviewState })).default([]),
  transcript: z
    .object({
      participants: z.array(z.object({ id: z.string(), role: ParticipantRole })).default([]),
      turns: z.array(z.object({ speaker: z.string(), startMs: z.number(), text: z.string() })).default([]),
    })
    .nullish(),
});

/** Query parameters of every search: a lost shard must be a fault, not fewer hits. */
export const WHOLE = { allow_partial_search_results: false };

export interface SearchDeps {
  readonly requests: Requests;
  readonly names: IndexNames;
}

/**
 * RecordStore.search over OpenSearch. Pages go on after the sort keys of the last hit, without a snapshot on the
 * server: a cursor never expires, ten thousand hits are no limit, and every key is of the call alone, so that added
 * calls shift nothing.
 */
export function createSearch({ requests, names }: SearchDeps) {
  return async function search(query: CallQuery): Promise<CallPage> {
    const keys = sortKeys(query);
    const after = decodeCursor(query, keys, query.cursor);
    const body = {
      query: filterQuery(query),
      sort: sortOf(keys),
      size: query.limit + 1,
      track_total_hits: true,
      _source: sourceFields(query),
      ...(after !== null && { search_after: after }),
    };
    const answer = await requests.send(
      { method: 'POST', path: [names.all('calls'), '_search'], query: WHOLE, body },
      Found,
    );
    // No month was written yet.
    if (!answer.ok && answer.status === 404) return { hits: [], total: 0, nextCursor: null };
    if (!answer.ok) throw unexpectedRefusal('search', answer);
    const { hits, total } = answer.body.hits;
    const page = hits.slice(0, query.limit);
    const last = hits.length > page.length ? page.at(-1) : undefined;
    const question = saidQuestion(query);
    return {
      hits: page.map(({ _source }) => hitOf(_source, question === 'nothing' ? null : question)),
      total: total.value,
      nextCursor: last === undefined ? null : encodeCursor(query, last.sort),
    };
  };
}

const SPOKEN = ['participants.id', 'participants.role', 'turns.speaker', 'turns.startMs', 'turns.text'].map(
  (field) => `transcript.${field}`,
);

function sourceFields(query: CallQuery): string[] {
  const fields = ['record', 'findings.shown', 'findings.reviewState'];
  return query.text === undefined ? fields : [...fields, ...SPOKEN];
}

function hitOf(source: unknown, question: SaidQuestion | null): CallHit {
  const { record, findings, transcript } = parseSource(HitSource, source);
  return {
    record,
    review: reviewCounts(findings.filter(({ shown }) => shown).map(({ reviewState }) => reviewState)),
    highlights: transcript && question ? highlightTurns(transcript, question) : [],
  };
}

import { z } from 'zod';
import { CallRecord, StoredFinding } from '../../../contracts/call-record.ts';
import { CallWork } from '../../../contracts/call-work.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { queueHit } from '../queue-fields.ts';
import type { QueueHit, QueueHits, QueueSearch, ReviewQueueStore } from '../queue-port.ts';
import { queueSortKeys } from '../sort-keys.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import { openFinding, queueQuery } from './queue-query.ts';
import { type SearchDeps, sortOf, WHOLE } from './search-calls.ts';

const MAX_GROUPS = 50;
/** Candidates of each shard: counts are exact while there are no more groups than this. */
const SHARD_GROUPS = 5_000;
const FIELDS = ['record', 'stored.findings', 'work', 'queue.sinceMs'];

const Found = z.object({
  hits: z.object({
    total: z.object({ value: z.int() }),
    hits: z.array(z.object({ _source: z.unknown(), sort: z.array(z.union([z.number(), z.string()])) })),
  }),
});

const HitSource = z.object({
  record: CallRecord,
  /** Filtering the source leaves out lists that are empty. */
  stored: z.object({ findings: z.array(StoredFinding).default([]) }).default({ findings: [] }),
  work: CallWork.nullish(),
  queue: z.object({ sinceMs: z.number() }),
});

const Groups = z.object({
  aggregations: z
    .object({
      findings: z.object({
        open: z.object({
          groups: z.object({
            buckets: z.array(
              z.object({
                key: z.string(),
                doc_count: z.int(),
                rule: z.object({ buckets: z.array(z.object({ key: z.string() })) }),
                quote: z.object({ buckets: z.array(z.object({ key: z.string() })) }),
                call: z.object({ doc_count: z.int() }),
              }),
            ),
          }),
        }),
      }),
    })
    .optional(),
});

const first = (field: string) => ({ terms: { field, size: 1, order: { _key: 'asc' } } });

type QueueSearches = Pick<ReviewQueueStore, 'queue' | 'openGroups'>;

/** The searching half of ReviewQueueStore over OpenSearch. */
export function createQueueSearches({ requests, names }: SearchDeps): QueueSearches {
  const path = [names.all('calls'), '_search'];

  return {
    async queue({ where, sort, limit, cursor, asked = where }: QueueSearch): Promise<QueueHits> {
      const keys = queueSortKeys(sort);
      const mark = { asked, sort };
      const after = decodeCursor(mark, keys, cursor);
      const body = {
        query: queueQuery(where),
        sort: sortOf(keys),
        size: limit + 1,
        track_total_hits: true,
        _source: FIELDS,
        ...(after !== null && { search_after: after }),
      };
      const answer = await requests.send({ method: 'POST', path, query: WHOLE, body }, Found);
      // No month was written yet.
      if (!answer.ok && answer.status === 404) return { hits: [], total: 0, nextCursor: null };
      if (!answer.ok) throw unexpectedRefusal('queue', answer);
      const { hits, total } = answer.body.hits;
      const page = hits.slice(0, limit);
      const last = hits.length > page.length ? page.at(-1) : undefined;
      return {
        hits: page.map(({ _source }) => hitOf(_source)),
        total: total.value,
        nextCursor: last === undefined ? null : encodeCursor(mark, last.sort),
      };
    },

    async openGroups(where) {
      const groups = {
        terms: {
          field: 'findings.group',
          size: MAX_GROUPS,
          shard_size: SHARD_GROUPS,
          min_doc_count: 2,
          order: [{ _count: 'desc' }, { _key: 'asc' }],
        },
        aggs: { rule: first('findings.rule'), quote: first('findings.quote'), call: { reverse_nested: {} } },
      };
      const open = { filter: openFinding({ exists: { field: 'findings.group' } }), aggs: { groups } };
      const aggs = { findings: { nested: { path: 'findings' }, aggs: { open } } };
      const body = { query: queueQuery(where), size: 0, aggs };
      const answer = await requests.send({ method: 'POST', path, query: WHOLE, body }, Groups);
      if (!answer.ok && answer.status !== 404) throw unexpectedRefusal('groups', answer);
      const buckets = answer.ok ? (answer.body.aggregations?.findings.open.groups.buckets ?? []) : [];
      return buckets.map(({ key, doc_count, rule, quote, call }) => ({
        group: key,
        ruleId: rule.buckets[0]?.key ?? '',
        quote: quote.buckets[0]?.key ?? '',
        findings: doc_count,
        calls: call.doc_count,
      }));
    },
  };
}

function hitOf(source: unknown): QueueHit {
  const { record, stored, work, queue } = parseSource(HitSource, source);
  return queueHit({ record, findings: stored.findings, ...(work && { work }) }, queue.sinceMs);
}

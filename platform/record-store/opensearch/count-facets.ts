import { z } from 'zod';
import { type CallFilter, type FacetName, Facets } from '../../../contracts/call-search.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { filterQuery } from './filter-query.ts';
import { type SearchDeps, WHOLE } from './search-calls.ts';

const MAX_VALUES = 50;
/** Candidates of each shard: counts are exact while a facet has no more values than this. */
const SHARD_VALUES = 2_000;

const FACET_FIELDS: Readonly<Record<FacetName, string>> = {
  category: 'facets.category',
  severity: 'facets.severity',
  rule: 'facets.rule',
  outcome: 'facets.outcome',
  reviewState: 'facets.reviewState',
  language: 'record.language',
  agency: 'record.agency',
  collector: 'record.collectorId',
};

const Buckets = z
  .object({ buckets: z.array(z.object({ key: z.string(), doc_count: z.int() })) })
  .transform(({ buckets }) => buckets.map(({ key, doc_count }) => ({ value: key, calls: doc_count })));
const Counted = z.object({ aggregations: z.record(z.string(), Buckets).default({}) });

/** RecordStore.facets over OpenSearch, by terms aggregations over the calls. */
export function createFacets({ requests, names }: SearchDeps) {
  const aggs = Object.fromEntries(
    Object.entries(FACET_FIELDS).map(([name, field]) => [
      name,
      {
        terms: {
          field,
          size: MAX_VALUES,
          shard_size: SHARD_VALUES,
          order: [{ _count: 'desc' }, { _key: 'asc' }],
        },
      },
    ]),
  );

  return async function facets(filter: CallFilter): Promise<Facets> {
    const body = { query: filterQuery(filter), size: 0, aggs };
    const answer = await requests.send(
      { method: 'POST', path: [names.all('calls'), '_search'], query: WHOLE, body },
      Counted,
    );
    if (!answer.ok && answer.status !== 404) throw unexpectedRefusal('facets', answer);
    const counted = answer.ok ? answer.body.aggregations : {};
    return Facets.parse(
      Object.fromEntries(Object.keys(FACET_FIELDS).map((name) => [name, counted[name] ?? []])),
    );
  };
}

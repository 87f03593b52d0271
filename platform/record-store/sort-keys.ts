import type { CallQuery } from '../../contracts/call-search.ts';
import type { QueueSort } from '../../contracts/queue.ts';
import type { Severity } from '../../contracts/vocabulary.ts';

/** A key that calls are sorted by; both stores have a column or field for each. */
export interface SortKey {
  readonly key: 'startedAtMs' | 'severityRank' | 'saidWeight' | 'openRank' | 'sinceMs' | 'callId';
  readonly order: 'asc' | 'desc';
}

const NEWEST: readonly SortKey[] = [
  { key: 'startedAtMs', order: 'desc' },
  { key: 'callId', order: 'asc' },
];

/** The whole order of a query's hits: the last key is the call's id, so no two hits are equal. */
export function sortKeys(query: Pick<CallQuery, 'sort' | 'text'>): readonly SortKey[] {
  if (query.sort === 'oldest') {
    return [
      { key: 'startedAtMs', order: 'asc' },
      { key: 'callId', order: 'asc' },
    ];
  }
  if (query.sort === 'severity') return [{ key: 'severityRank', order: 'asc' }, ...NEWEST];
  if (query.sort === 'relevance' && query.text !== undefined) {
    return [{ key: 'saidWeight', order: 'desc' }, ...NEWEST];
  }
  return NEWEST;
}

const WAITING: readonly SortKey[] = [
  { key: 'sinceMs', order: 'asc' },
  { key: 'callId', order: 'asc' },
];

/** The whole order of the queue. */
export function queueSortKeys(sort: QueueSort): readonly SortKey[] {
  if (sort === 'newest') return NEWEST;
  return sort === 'waiting' ? WAITING : [{ key: 'openRank', order: 'asc' }, ...WAITING];
}

/** 0 for the worst; calls without findings come last. */
export function severityRank(worst: Severity | null): number {
  if (worst === null) return 3;
  return { redline: 0, serious: 1, minor: 2 }[worst];
}

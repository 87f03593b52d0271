import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { CallFilter } from '../../filters/call-filter.ts';

const DAYS = 14;
const DAY_MS = 86_400_000;
const REFRESH_MS = 60_000;

async function count(filter: CallFilter, signal: AbortSignal): Promise<number> {
  return (await bodyOf(api.GET('/v1/calls', { params: { query: { ...filter, limit: 1 } }, signal }))).total;
}

const facetsOf = (query: CallFilter, signal: AbortSignal) =>
  bodyOf(api.GET('/v1/calls/facets', { params: { query }, signal }));

/** How the stream stands. */
export const usePipeline = () =>
  useQuery({
    queryKey: ['pipeline'],
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/pipeline', { signal })),
  });

export const useOpenCount = () =>
  useQuery({
    queryKey: ['open-count'],
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => count({ flagged: true, reviewState: ['new', 'claimed', 'reopened'] }, signal),
  });

export const useFlaggedFacets = () =>
  useQuery({
    queryKey: ['flagged-facets'],
    queryFn: ({ signal }) => facetsOf({ flagged: true }, signal),
  });

export interface DayCount {
  readonly from: string;
  readonly to: string;
  readonly calls: number;
}

/** Flagged calls on each of the last days, in the reader's own zone. */
export const useFlagsByDay = () =>
  useQuery({
    queryKey: ['flags-by-day', new Date().toDateString()],
    queryFn: ({ signal }): Promise<readonly DayCount[]> => {
      const midnight = new Date().setHours(0, 0, 0, 0);
      const days = Array.from({ length: DAYS }, (_none, index) => midnight - (DAYS - 1 - index) * DAY_MS);
      return Promise.all(
        days.map(async (start) => {
          const [from, to] = [new Date(start).toISOString(), new Date(start + DAY_MS).toISOString()];
          return { from, to, calls: await count({ flagged: true, from, to }, signal) };
        }),
      );
    },
  });

export interface RuleShare {
  readonly rule: string;
  readonly confirmed: number;
  readonly judged: number;
}

/** Of the calls judged for a rule, how many were confirmed; the least confirmed first. */
export const useRuleShares = () =>
  useQuery({
    queryKey: ['rule-shares'],
    queryFn: async ({ signal }): Promise<readonly RuleShare[]> => {
      const [confirmed, dismissed] = await Promise.all([
        facetsOf({ verdict: ['confirmed'] }, signal),
        facetsOf({ verdict: ['dismissed'] }, signal),
      ]);
      const yes = new Map(confirmed.rule?.map(({ value, calls }) => [value, calls]));
      const no = new Map(dismissed.rule?.map(({ value, calls }) => [value, calls]));
      return [...new Set([...yes.keys(), ...no.keys()])]
        .map((rule) => {
          const hits = yes.get(rule) ?? 0;
          return { rule, confirmed: hits, judged: hits + (no.get(rule) ?? 0) };
        })
        .toSorted((a, b) => a.confirmed / a.judged - b.confirmed / b.judged);
    },
  });

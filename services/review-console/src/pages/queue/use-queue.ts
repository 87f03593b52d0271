import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { queueView } from './queue-view.ts';

const PAGE = 100;

/** The calls of the queue, page after page, in the order of the address. */
export function useQueue(params: URLSearchParams) {
  const view = queueView(params);
  const { filter, sort } = view;
  const query = useInfiniteQuery({
    queryKey: ['queue', filter, sort],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const page = pageParam === '' ? {} : { cursor: pageParam };
      return bodyOf(
        api.GET('/v1/calls', { params: { query: { ...filter, sort, limit: PAGE, ...page } }, signal }),
      );
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const hits = useMemo(() => query.data?.pages.flatMap(({ hits }) => hits) ?? [], [query.data]);
  return { query, hits, total: query.data?.pages.at(-1)?.total ?? 0, ...view };
}

/** How many calls of the queue have what. */
export function useQueueFacets(params: URLSearchParams) {
  const { filter } = queueView(params);
  return useQuery({
    queryKey: ['queue-facets', filter],
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/calls/facets', { params: { query: filter }, signal })),
    placeholderData: keepPreviousData,
  });
}

import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';

/** A call with its findings; kept fresh enough that the next one shows at once. */
export const callQuery = (callId: string) =>
  queryOptions({
    queryKey: ['call', callId],
    staleTime: 60_000,
    queryFn: ({ signal }) => bodyOf(api.GET('/v1/calls/{callId}', { params: { path: { callId } }, signal })),
  });

export const useCall = (callId: string) => useQuery(callQuery(callId));

/** Reads a call before it is asked for. */
export const preloadCall = (client: QueryClient, callId: string): void =>
  void client.prefetchQuery(callQuery(callId));

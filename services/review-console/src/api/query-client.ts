import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, hasStatus } from './api-error.ts';

export const ME = ['me'] as const;
const MAY_PASS = new Set([0, 502, 503, 504]);

/** Keeps what was read. A session that has ended shows at the first refused request, whichever it is. */
export function createQueryClient(): QueryClient {
  const forgetSession = (error: unknown): void => {
    if (hasStatus(error, 401) && client.getQueryData(ME) !== undefined) client.setQueryData(ME, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: forgetSession }),
    mutationCache: new MutationCache({ onError: forgetSession }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && error instanceof ApiError && MAY_PASS.has(error.status),
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

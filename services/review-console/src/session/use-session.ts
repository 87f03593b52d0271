import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { hasStatus } from '../api/api-error.ts';
import { api, bodyOf, showCsrfToken } from '../api/client.ts';
import { ME } from '../api/query-client.ts';
import type { Me } from '../api/types.ts';

async function readMe(): Promise<Me | null> {
  try {
    const me = await bodyOf(api.GET('/v1/me'));
    showCsrfToken(me.csrfToken);
    return me;
  } catch (error) {
    if (hasStatus(error, 401)) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({ queryKey: ME, queryFn: readMe, staleTime: 300_000 });
}

/** Signing in and out and changing one's password; each leaves the new state behind. */
export function useSessionActions() {
  const client = useQueryClient();
  const enter = (me: Me): void => {
    showCsrfToken(me.csrfToken);
    client.setQueryData(ME, me);
  };
  const signIn = useMutation({
    mutationFn: (body: { username: string; password: string }) => bodyOf(api.POST('/v1/session', { body })),
    onSuccess: enter,
  });
  const changePassword = useMutation({
    mutationFn: (body: { current: string; next: string }) => bodyOf(api.PUT('/v1/me/password', { body })),
    onSuccess: enter,
  });
  const signOut = useMutation({
    mutationFn: () => bodyOf(api.DELETE('/v1/session')),
    onSettled() {
      showCsrfToken(null);
      client.clear();
      client.setQueryData(ME, null);
    },
  });
  return { signIn, changePassword, signOut };
}

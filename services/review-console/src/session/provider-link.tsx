import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { hasStatus } from '../api/api-error.ts';
import { api, bodyOf } from '../api/client.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { session } from './texts.ts';

/** The way to the organisation's own sign-in, where one is configured, and what went wrong there. */
export function ProviderLink() {
  const t = useTexts(session);
  const { data } = useQuery({
    queryKey: ['oidc'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/oidc', { signal })).catch((error: unknown) => {
        if (hasStatus(error, 404)) return null;
        throw error;
      }),
  });
  const here = new URL(window.location.href);
  const problem = here.searchParams.get('signInProblem');
  const returnTo = encodeURIComponent(here.pathname);
  return (
    <>
      {problem ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('signIn.providerProblem', { code: problem })}
          style={{ marginTop: 12 }}
        />
      ) : null}
      {data ? (
        <Button block size="large" href={`${data.loginUrl}?returnTo=${returnTo}`} style={{ marginTop: 12 }}>
          {t('signIn.provider')}
        </Button>
      ) : null}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from '../../api/client.ts';
import type { Verdict } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { callTexts } from './texts.ts';

async function callsWith(rule: string, verdict: Verdict, signal: AbortSignal): Promise<number> {
  const query = { rule: [rule], verdict: [verdict], limit: 1 };
  return (await bodyOf(api.GET('/v1/calls', { params: { query }, signal }))).total;
}

/** How often reviewers confirmed what a rule found, counted by calls. */
export function RuleRate({ ruleId }: { ruleId: string }) {
  const t = useTexts(callTexts);
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ['rule-rate', ruleId],
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const counts = [callsWith(ruleId, 'confirmed', signal), callsWith(ruleId, 'dismissed', signal)];
      const [confirmed = 0, dismissed = 0] = await Promise.all(counts);
      return { confirmed, judged: confirmed + dismissed };
    },
  });
  if (data === undefined) return null;
  if (data.judged === 0) return <div className="soft">{t('rateNone')}</div>;
  const share = format.share(data.confirmed / data.judged);
  return <div className="soft">{t('rate', { judged: format.count(data.judged), share })}</div>;
}

import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, bodyOf } from '../../api/client.ts';
import type { CallRecord } from '../../api/types.ts';
import type { CallFilter } from '../../filters/call-filter.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import './earlier-calls.css';
import { callTexts } from './texts.ts';

interface ListProps {
  readonly title: string;
  readonly filter: CallFilter;
  readonly except: string;
}

const SHOWN = 6;

function CallList({ title, filter, except }: ListProps) {
  const t = useTexts(callTexts);
  const format = useFormat();
  const { data } = useQuery({
    queryKey: ['earlier', filter],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/calls', { params: { query: { ...filter, limit: SHOWN + 1 } }, signal })),
  });
  const hits = data?.hits.filter(({ record }) => record.callId !== except).slice(0, SHOWN) ?? [];
  return (
    <div className="earlier">
      <h3>{title}</h3>
      {data !== undefined && hits.length === 0 ? <p className="soft">{t('earlier.none')}</p> : null}
      <ul>
        {hits.map(({ record }) => (
          <li key={record.callId}>
            <Link to={`/calls/${encodeURIComponent(record.callId)}`}>{format.instant(record.startedAt)}</Link>
            {record.worstSeverity ? (
              <SeverityMark severity={record.worstSeverity} />
            ) : (
              <span className="soft">{t('unflagged')}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What else there is of the same debtor and the same collector. */
export function EarlierCalls({ record }: { record: CallRecord }) {
  const t = useTexts(callTexts);
  const { callId, debtorId, collectorId } = record;
  return (
    <section aria-label={t('earlier')}>
      {debtorId ? (
        <CallList title={t('earlier.debtor')} filter={{ debtor: debtorId }} except={callId} />
      ) : null}
      <CallList
        title={t('earlier.collector')}
        filter={{ collector: [collectorId], flagged: true }}
        except={callId}
      />
    </section>
  );
}

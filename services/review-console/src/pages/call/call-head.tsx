import { Button, Tooltip } from 'antd';
import type { StoredCall } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { clock, useFormat } from '../../shared/format.ts';
import { PageHead } from '../../shared/page-head.tsx';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import { vocabulary } from '../../vocabulary/texts.ts';
import './call-head.css';
import { callTexts } from './texts.ts';
import { useCallTime } from './use-call-time.ts';
import type { Walk } from './use-walk.ts';

/** Which call this is, and the way to the others. */
export function CallHead({ call, walk }: { call: StoredCall; walk: Walk }) {
  const t = useTexts(callTexts);
  const words = useTexts(vocabulary);
  const format = useFormat();
  const when = useCallTime(call.record);
  const { record, transcript } = call;
  const debt = transcript?.debt;
  const balance = debt?.balance === undefined ? null : `${debt.currency} ${format.count(debt.balance)}`;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [
      t('collector'),
      [record.collectorId, transcript?.collector.name, record.agency].filter(Boolean).join(' · '),
    ],
    [t('debtor'), [record.debtorId, transcript?.debtor?.name].filter(Boolean).join(' · ')],
    [t('case'), record.caseId],
    [t('balance'), balance],
  ];
  const { recording } = transcript ?? {};
  return (
    <div className="call-head">
      <PageHead title={t('title', { id: record.callId })}>
        {walk.place === null ? null : (
          <span className="soft">{t('position', { n: walk.place, of: format.count(walk.total) })}</span>
        )}
        <Tooltip title="[">
          <Button disabled={!walk.previous} onClick={() => walk.previous && walk.open(walk.previous)}>
            ← {t('previousCall')}
          </Button>
        </Tooltip>
        <Tooltip title="]">
          <Button disabled={!walk.next} onClick={() => walk.next && walk.open(walk.next)}>
            {t('nextCall')} →
          </Button>
        </Tooltip>
        <Tooltip title="Esc">
          <Button onClick={walk.back}>{t('back')}</Button>
        </Tooltip>
      </PageHead>
      <dl className="call-facts">
        {record.worstSeverity ? (
          <div>
            <dd>
              <SeverityMark severity={record.worstSeverity} />
            </dd>
          </div>
        ) : null}
        <div>
          <dd>
            {when} · {clock(record.durationMs)} · {words(`direction.${record.direction}`)}{' '}
            {words(`channel.${record.channel}`)}
          </dd>
        </div>
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
        {debt?.daysPastDue === undefined ? null : (
          <div>
            <dd>{t('daysPastDue', { days: debt.daysPastDue })}</dd>
          </div>
        )}
        {recording ? (
          <div>
            <dt>{t('recording')}</dt>
            <dd>
              {recording.uri ? (
                <a href={recording.uri} target="_blank" rel="noreferrer">
                  {recording.id}
                </a>
              ) : (
                recording.id
              )}
            </dd>
          </div>
        ) : null}
      </dl>
    </div>
  );
}

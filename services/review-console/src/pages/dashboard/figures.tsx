import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { dashboardTexts } from './texts.ts';
import { useOpenCount, usePipeline } from './use-dashboard.ts';

function Figure({ name, href, children }: { name: string; href?: string; children: ReactNode }) {
  return (
    <div className="card dash__figure">
      <span className="soft">{name}</span>
      <strong>{href ? <Link to={href}>{children}</Link> : children}</strong>
    </div>
  );
}

/** The state of the stream and the queue in numbers. */
export function Figures() {
  const t = useTexts(dashboardTexts);
  const format = useFormat();
  const { data: pipeline } = usePipeline();
  const { data: open } = useOpenCount();
  const number = (value: number | null | undefined) =>
    value === undefined ? '…' : value === null ? t('unknown') : format.count(value);
  return (
    <div className="dash__figures">
      <Figure name={t('open')} href="/queue">
        {number(open)}
      </Figure>
      <Figure name={t('flagged')} href="/queue?show=all">
        {number(pipeline?.flagged)}
      </Figure>
      <Figure name={t('calls')} href="/search">
        {number(pipeline?.calls)}
      </Figure>
      <Figure name={t('waiting')}>{number(pipeline?.waiting)}</Figure>
      <Figure name={t('rejected')} href="/rejected">
        {number(pipeline?.rejected)}
      </Figure>
      <Figure name={t('lastCall')}>
        {pipeline?.lastCallAt ? format.short(pipeline.lastCallAt) : number(pipeline ? null : undefined)}
      </Figure>
    </div>
  );
}

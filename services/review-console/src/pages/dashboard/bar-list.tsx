import { Link } from 'react-router';
import { useTexts } from '../../i18n/use-texts.ts';
import { dashboardTexts } from './texts.ts';

export interface Bar {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  /** Length, 0 to 1. */
  readonly share: number;
  readonly value: string;
}

/** Figures as bars with their words; each leads to its calls. */
export function BarList({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const t = useTexts(dashboardTexts);
  return (
    <section className="card dash__card">
      <h2>{title}</h2>
      {bars.length === 0 ? <p className="soft">{t('none')}</p> : null}
      <ul>
        {bars.map(({ key, name, href, share, value }) => (
          <li key={key}>
            <Link to={href}>{name}</Link>
            <span className="dash__bar" aria-hidden="true">
              <span style={{ width: `${Math.round(share * 100)}%` }} />
            </span>
            <span className="dash__value">{value}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useValueName } from '../../filters/use-value-name.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useFormat } from '../../shared/format.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { PageHead } from '../../shared/page-head.tsx';
import { BarList } from './bar-list.tsx';
import './dashboard.css';
import { DayChart } from './day-chart.tsx';
import { Figures } from './figures.tsx';
import { dashboardTexts } from './texts.ts';
import { useFlaggedFacets, useFlagsByDay, useRuleShares } from './use-dashboard.ts';

const FACETS = ['severity', 'category', 'agency'] as const;
const SHOWN = 10;

export default function DashboardPage() {
  const t = useTexts(dashboardTexts);
  const format = useFormat();
  const nameOf = useValueName();
  const facets = useFlaggedFacets();
  const days = useFlagsByDay();
  const shares = useRuleShares();
  return (
    <div className="page">
      <PageHead title={t('title')} />
      <Figures />
      <div className="dash__grid">
        <section className="card dash__card">
          <h2>{t('byDay')}</h2>
          <Loaded query={days}>{(counts) => <DayChart days={counts} label={t('byDay.label')} />}</Loaded>
        </section>
        {FACETS.map((field) => (
          <Loaded key={field} query={facets}>
            {(found) => {
              const values = found[field]?.slice(0, SHOWN) ?? [];
              const most = Math.max(1, ...values.map(({ calls }) => calls));
              const bars = values.map(({ value, calls }) => ({
                key: value,
                name: nameOf(field, value),
                href: `/queue?show=all&${field}=${encodeURIComponent(value)}`,
                share: calls / most,
                value: format.count(calls),
              }));
              return <BarList title={t(field)} bars={bars} />;
            }}
          </Loaded>
        ))}
        <Loaded query={shares}>
          {(rules) => (
            <BarList
              title={t(rules.length === 0 ? 'rate.none' : 'rate')}
              bars={rules.slice(0, SHOWN).map(({ rule, confirmed, judged }) => ({
                key: rule,
                name: rule,
                href: `/rules/${rule}`,
                share: confirmed / judged,
                value: t('rate.value', { share: format.share(confirmed / judged), judged }),
              }))}
            />
          )}
        </Loaded>
      </div>
    </div>
  );
}

import { Input } from 'antd';
import { useState } from 'react';
import { NavLink } from 'react-router';
import type { RuleSummary } from '../../api/types.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import { vocabulary } from '../../vocabulary/texts.ts';
import { rulesTexts } from './texts.ts';

/** Every rule in force; what is typed narrows it by name, category or id. */
export function RuleList({ rules }: { rules: readonly RuleSummary[] }) {
  const t = useTexts(rulesTexts);
  const words = useTexts(vocabulary);
  const { language } = useLanguage();
  const [wanted, setWanted] = useState('');
  const needle = wanted.trim().toLowerCase();
  const shown = rules.filter(({ id, title, category }) =>
    [id, title.zh, title.en, words(`category.${category}`)].some((text) =>
      text.toLowerCase().includes(needle),
    ),
  );
  return (
    <nav className="rule-list" aria-label={t('list')}>
      <Input
        allowClear
        value={wanted}
        placeholder={t('find')}
        aria-label={t('find.label')}
        onChange={(event) => setWanted(event.target.value)}
      />
      <ul className="card">
        {shown.map(({ id, title, severity, category, status }) => (
          <li key={id}>
            <NavLink to={`/rules/${id}`}>
              {title[language]}
              <span className="rule-list__marks">
                <SeverityMark severity={severity} />
                <span className="soft">{words(`category.${category}`)}</span>
                <span className="soft mono">{id.split('/')[0]}</span>
                {status === 'active' ? null : <span className="soft">{t(`status.${status}`)}</span>}
              </span>
            </NavLink>
          </li>
        ))}
        {shown.length === 0 ? <li className="soft">{t('none')}</li> : null}
      </ul>
    </nav>
  );
}

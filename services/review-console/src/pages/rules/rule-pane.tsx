import { Link, useParams } from 'react-router';
import type { RuleView } from '../../api/types.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Loaded } from '../../shared/loaded.tsx';
import { CategoryTag } from '../../vocabulary/category-tag.tsx';
import { OutcomeTag } from '../../vocabulary/outcome-tag.tsx';
import { SeverityMark } from '../../vocabulary/severity-mark.tsx';
import { Examples } from './examples.tsx';
import { rulesTexts } from './texts.ts';
import { useRule } from './use-rules.ts';

function RuleArticle({ rule }: { rule: RuleView }) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  return (
    <article className="rule">
      <div>
        <h2>{rule.title[language]}</h2>
        <div className="rule__marks">
          <SeverityMark severity={rule.severity} />
          <OutcomeTag outcome={rule.outcome} />
          <CategoryTag category={rule.category} />
          <span className="soft">
            <span className="mono">{rule.id}</span> · {t('version', { version: rule.version })} ·{' '}
            {t(`status.${rule.status}`)} · {t('owner', { owner: rule.owner })}
          </span>
          <Link to={`/queue?show=all&rule=${encodeURIComponent(rule.id)}`}>{t('flagged')}</Link>
        </div>
      </div>
      <p>{rule.description[language]}</p>
      <section>
        <h3>{t('law')}</h3>
        <ul>
          {rule.citations.map(({ cite, gist, inForce }) => (
            <li key={cite}>
              <strong>{cite}</strong> — {gist[language]}{' '}
              <span className="soft">{t('inForce', { from: inForce.from })}</span>
            </li>
          ))}
        </ul>
      </section>
      {rule.blindSpots ? (
        <section>
          <h3>{t('blindSpots')}</h3>
          <p>{rule.blindSpots[language]}</p>
        </section>
      ) : null}
      {rule.exceptions.length > 0 ? (
        <section>
          <h3>{t('exceptions')}</h3>
          <ul>
            {rule.exceptions.map(({ id, because }) => (
              <li key={id}>{because[language]}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <Examples kind="violating" examples={rule.examples.violating} />
      <Examples kind="compliant" examples={rule.examples.compliant} />
      <Examples kind="knownMisses" examples={rule.examples.knownMisses} />
      <details>
        <summary>{t('looksFor')}</summary>
        <pre className="prose">{rule.prose[language]}</pre>
      </details>
      <details>
        <summary>
          {t('source')} <span className="mono soft">{rule.file}</span>
        </summary>
        {/* A long file scrolls by the keyboard too. */}
        <pre tabIndex={0}>{rule.yaml}</pre>
      </details>
    </article>
  );
}

/** The rule of the address. */
export function RulePane() {
  const { '*': id = '' } = useParams();
  const query = useRule(id);
  return <Loaded query={query}>{(rule) => <RuleArticle key={rule.id} rule={rule} />}</Loaded>;
}

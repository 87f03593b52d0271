import { Link } from 'react-router';
import type { Finding } from '../../api/types.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useMay } from '../../session/me-context.ts';
import { RuleRate } from './rule-rate.tsx';
import { callTexts } from './texts.ts';
import { useFactName } from './use-fact-name.ts';

/** Why a finding stands, in plain words: the rule, what it matched, the facts that decided, the law. */
export function FindingDetail({ finding }: { finding: Finding }) {
  const t = useTexts(callTexts);
  const { language } = useLanguage();
  const { nameOf, valueText } = useFactName();
  const mayReadRules = useMay('rules:read');
  const { explanation, citations } = finding;
  const matched = [
    ...new Map(explanation.matched.map((one) => [`${one.span.quote}${one.kind}`, one])).values(),
  ];
  const rule = t('rule', { id: finding.ruleId, version: finding.ruleVersion });
  return (
    <div className="finding__body">
      <p>{explanation[language]}</p>
      {matched.length > 0 ? (
        <div>
          <h3>{t('matched')}</h3>
          <div className="chips">
            {matched.slice(0, 12).map((one) => (
              <span key={`${one.span.turn}-${one.span.start}-${one.term}-${one.kind}`} className="chip">
                {one.span.quote}
                {one.kind === 'exact' ? null : <span className="soft"> {t(`kind.${one.kind}`)}</span>}
              </span>
            ))}
          </div>
        </div>
      ) : null}
      {finding.missing ? (
        <div>
          <h3>{t('missing')}</h3>
          <div className="chips">
            {finding.missing.map((name) => (
              <span key={name} className="chip">
                {nameOf(name)}
              </span>
            ))}
          </div>
        </div>
      ) : null}
      {explanation.facts.length > 0 ? (
        <div>
          <h3>{t('facts')}</h3>
          <ul>
            {explanation.facts.map(({ name, value, turn }) => (
              <li key={`${name}-${turn}`}>
                {nameOf(name)}：{valueText(name, value)}
                {turn === undefined ? '' : ` (${t('turn', { n: turn + 1 })})`}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {explanation.exceptions.length > 0 ? (
        <div>
          <h3>{t('exceptions')}</h3>
          <ul>
            {explanation.exceptions.map(({ id, because }) => (
              <li key={id}>{because[language]}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {citations.length > 0 ? (
        <div>
          <h3>{t('law')}</h3>
          <ul>
            {citations.map(({ cite, gist, inForce, checked }) => (
              <li key={cite}>
                <strong>{cite}</strong>
                <br />
                {gist[language]}{' '}
                <span className="soft">
                  {t('inForce', { from: inForce.from })} · {t(`checked.${checked.how}`)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div>
        {mayReadRules ? <Link to={`/rules/${finding.ruleId}`}>{rule}</Link> : rule}
        <RuleRate ruleId={finding.ruleId} />
      </div>
    </div>
  );
}

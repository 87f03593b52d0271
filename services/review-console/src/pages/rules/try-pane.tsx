import { Alert, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { RuleTrial } from '../../api/types.ts';
import { Conversation } from '../../conversation/conversation.tsx';
import { FindingCard } from '../../conversation/finding-card.tsx';
import { numbered } from '../../conversation/numbered-findings.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { rulesTexts } from './texts.ts';
import { useTrial } from './use-rules.ts';

function TrialResult({ trial }: { trial: RuleTrial }) {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const [current, setCurrent] = useState(1);
  const findings = numbered(
    trial.findings
      .filter(({ status }) => status === 'active')
      .map((finding) => ({ finding, review: { state: 'new', version: 0, history: [] }, superseded: false })),
  );
  return (
    <section aria-live="polite">
      <Conversation
        transcript={trial.transcript}
        facts={trial.facts}
        findings={findings}
        current={current}
        onPick={setCurrent}
      />
      {findings.length === 0 ? <p>{t('try.none')}</p> : null}
      {findings.map((one) => (
        <FindingCard
          key={one.finding.id}
          stored={one}
          open={one.number === current}
          onOpen={() => setCurrent(one.number)}
        >
          {one.number === current ? (
            <p className="finding__body">{one.finding.explanation[language]}</p>
          ) : null}
        </FindingCard>
      ))}
    </section>
  );
}

/** Analyses what somebody pastes with the rulebook in force. */
export function TryPane() {
  const t = useTexts(rulesTexts);
  const { language } = useLanguage();
  const [of, setOf] = useState<'zh' | 'en'>(language);
  const [text, setText] = useState(() => t('try.example'));
  const trial = useTrial();
  return (
    <div className="rule">
      <h2>{t('try.title')}</h2>
      <p className="soft" id="try-help">
        {t('try.help')}
      </p>
      <Input.TextArea
        value={text}
        rows={6}
        maxLength={20_000}
        aria-label={t('try.text')}
        aria-describedby="try-help"
        onChange={(event) => setText(event.target.value)}
      />
      <div className="rule__marks">
        <Segmented
          aria-label={t('try.language')}
          value={of}
          options={[
            { value: 'zh' as const, label: '中文' },
            { value: 'en' as const, label: 'English' },
          ]}
          onChange={setOf}
        />
        <Button
          type="primary"
          loading={trial.isPending}
          disabled={text.trim() === ''}
          onClick={() => trial.mutate({ text, language: of })}
        >
          {t('try.do')}
        </Button>
      </div>
      {trial.error ? (
        <Alert type="error" showIcon title={t('try.failed', { detail: trial.error.message })} />
      ) : null}
      {trial.data ? <TrialResult key={JSON.stringify(trial.data.findings)} trial={trial.data} /> : null}
    </div>
  );
}

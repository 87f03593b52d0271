import { FindingCard } from '../../conversation/finding-card.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import '../../conversation/findings-panel.css';
import type { NumberedFinding } from '../../conversation/numbered-findings.ts';
import { callTexts } from './texts.ts';

interface FindingsPanelProps {
  readonly findings: readonly NumberedFinding[];
  readonly current: number;
  readonly onPick: (number: number) => void;
  readonly children: (finding: NumberedFinding) => React.ReactNode;
}

/** Every finding of the call; the current one is open. */
export function FindingsPanel({ findings, current, onPick, children }: FindingsPanelProps) {
  const t = useTexts(callTexts);
  return (
    <section aria-label={t('findings')}>
      {findings.length === 0 ? <p className="soft panel__none">{t('noFindings')}</p> : null}
      {findings.map((one) => (
        <FindingCard
          key={one.finding.id}
          stored={one}
          open={one.number === current}
          onOpen={() => onPick(one.number)}
        >
          {one.number === current ? children(one) : null}
        </FindingCard>
      ))}
    </section>
  );
}

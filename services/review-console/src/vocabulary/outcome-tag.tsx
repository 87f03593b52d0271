import type { Outcome } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { vocabulary } from './texts.ts';
import './marks.css';

/** Solid: violation; dashed: suspected; dotted: undecidable. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const t = useTexts(vocabulary);
  return <span className={`outcome outcome--${outcome}`}>{t(`outcome.${outcome}`)}</span>;
}

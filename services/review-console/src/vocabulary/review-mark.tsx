import type { Review } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { vocabulary } from './texts.ts';
import './marks.css';

const SIGNS = { confirmed: '✓', dismissed: '✕', undecidable: '?' } as const;

/** Where the review of a finding stands: its verdict with a sign, else its state. */
export function ReviewMark({ review }: { review: Pick<Review, 'state' | 'verdict'> }) {
  const t = useTexts(vocabulary);
  const { state, verdict } = review;
  if (verdict !== undefined && state !== 'reopened')
    return (
      <span className={`review review--${verdict}`}>
        <span aria-hidden="true">{SIGNS[verdict]} </span>
        {t(`verdict.${verdict}`)}
      </span>
    );
  return <span className={`review review--${state}`}>{t(`state.${state}`)}</span>;
}

import { type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from '../i18n/use-language.ts';
import { OutcomeTag } from '../vocabulary/outcome-tag.tsx';
import { ReviewMark } from '../vocabulary/review-mark.tsx';
import { SeverityMark } from '../vocabulary/severity-mark.tsx';
import './findings-panel.css';
import type { NumberedFinding } from './numbered-findings.ts';

interface FindingCardProps {
  readonly stored: NumberedFinding;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

/** A finding in one line; with everything about it when it is open. */
export function FindingCard({ stored, open, onOpen, children }: FindingCardProps) {
  const { language } = useLanguage();
  const card = useRef<HTMLElement>(null);
  const { finding, review, number } = stored;
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <article ref={card} className={open ? 'finding finding--open card' : 'finding'}>
      <h2>
        <button type="button" className="finding__head" aria-expanded={open} onClick={onOpen}>
          <span className="finding__number">{number}</span>
          <span className="finding__title">{finding.title[language]}</span>
          <span className="finding__marks">
            <SeverityMark severity={finding.severity} />
            <OutcomeTag outcome={finding.outcome} />
            <ReviewMark review={review} />
          </span>
        </button>
      </h2>
      {children}
    </article>
  );
}

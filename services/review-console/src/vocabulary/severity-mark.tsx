import type { Severity } from '../api/types.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { vocabulary } from './texts.ts';
import './marks.css';

/** Every severity has a shape and a word of its own, not a colour only. */
const SHAPES: Readonly<Record<Severity, string>> = {
  redline: 'M6 0l6 6-6 6-6-6z',
  serious: 'M6 1l6 10H0z',
  minor: 'M6 1a5 5 0 110 10A5 5 0 016 1z',
};

export function SeverityMark({ severity, bare = false }: { severity: Severity; bare?: boolean }) {
  const t = useTexts(vocabulary);
  const name = t(`severity.${severity}`);
  return (
    <span className={`mark mark--${severity}`} {...(bare ? { title: name } : {})}>
      <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={SHAPES[severity]} />
      </svg>
      <span className={bare ? 'visually-hidden' : undefined}>{name}</span>
    </span>
  );
}

import { Button } from 'antd';
import { useTexts } from '../../i18n/use-texts.ts';
import { callTexts } from './texts.ts';
import type { Selected } from './use-selection.ts';

interface SelectionBarProps {
  readonly selected: Selected;
  /** The finding whose evidence the selection could be; null: none is open. */
  readonly finding: number | null;
  readonly onMark: (kind: 'evidence' | 'missed') => void;
}

/** What can be done with the selected words, beside them. */
export function SelectionBar({ selected, finding, onMark }: SelectionBarProps) {
  const t = useTexts(callTexts);
  return (
    <div
      className="selection-bar card"
      role="toolbar"
      aria-label={t('select')}
      style={{ left: selected.x, top: selected.y + 6 }}
      // The selection must outlive the press.
      onMouseDown={(event) => event.preventDefault()}
    >
      {finding === null ? null : (
        <Button size="small" onClick={() => onMark('evidence')}>
          {t('select.evidence', { n: finding })} <kbd>e</kbd>
        </Button>
      )}
      <Button size="small" onClick={() => onMark('missed')}>
        {t('select.missed')} <kbd>m</kbd>
      </Button>
    </div>
  );
}

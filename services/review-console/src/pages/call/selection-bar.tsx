import { Button } from 'antd';
import { useTexts } from '../../i18n/use-texts.ts';
import { callTexts } from './texts.ts';
import type { Selected } from './use-selection.ts';

interface SelectionBarProps {
  readonly selected: Selected;
  /** The finding whose evidence the selection could be. */
  readonly finding: number;
  readonly onMark: () => void;
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
      <Button size="small" onClick={onMark}>
        {t('select.evidence', { n: finding })} <kbd>e</kbd>
      </Button>
    </div>
  );
}

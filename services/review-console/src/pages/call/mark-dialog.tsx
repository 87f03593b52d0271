import { Modal, Select } from 'antd';
import { useState } from 'react';
import type { Category, Severity, StoredCall } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { categories, severities } from '../../vocabulary/lists.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import './mark-dialog.css';
import type { PickedSpan } from './picked-span.ts';
import { SpanPicker } from './span-picker.tsx';
import { callTexts } from './texts.ts';

export interface Missed {
  readonly span: PickedSpan;
  readonly category: Category;
  readonly severity: Severity;
}

interface MarkDialogProps {
  readonly transcript: NonNullable<StoredCall['transcript']>;
  readonly start: PickedSpan;
  /** The finding whose evidence is corrected; null: a missed violation is marked. */
  readonly finding: number | null;
  readonly onEvidence: (span: PickedSpan) => void;
  readonly onMissed: (missed: Missed) => void;
  readonly onClose: () => void;
}

/** Marks words: as the true evidence of a finding, or as a violation that the rulebook missed. */
export function MarkDialog({ transcript, start, finding, onEvidence, onMissed, onClose }: MarkDialogProps) {
  const t = useTexts(callTexts);
  const words = useTexts(vocabulary);
  const [span, setSpan] = useState(start);
  const [category, setCategory] = useState<Category>('threat');
  const [severity, setSeverity] = useState<Severity>('serious');
  return (
    <Modal
      open
      width={620}
      title={finding === null ? t('pick.title.missed') : t('pick.title.evidence', { n: finding })}
      okText={t(finding === null ? 'pick.missed' : 'pick.evidence')}
      okButtonProps={{ disabled: span.end <= span.start }}
      onOk={() => (finding === null ? onMissed({ span, category, severity }) : onEvidence(span))}
      onCancel={onClose}
    >
      <SpanPicker transcript={transcript} picked={span} onPick={setSpan} />
      {finding === null ? (
        <div className="picker picker--pair">
          <div>
            <label htmlFor="pick-category">{t('pick.category')}</label>
            <Select
              id="pick-category"
              value={category}
              onChange={setCategory}
              options={categories.map((value) => ({ value, label: words(`category.${value}`) }))}
            />
          </div>
          <div>
            <label htmlFor="pick-severity">{t('pick.severity')}</label>
            <Select
              id="pick-severity"
              value={severity}
              onChange={setSeverity}
              options={severities.map((value) => ({ value, label: words(`severity.${value}`) }))}
            />
          </div>
        </div>
      ) : null}
    </Modal>
  );
}

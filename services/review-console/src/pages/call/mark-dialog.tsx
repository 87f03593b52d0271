import { Modal } from 'antd';
import { useState } from 'react';
import type { StoredCall } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import './mark-dialog.css';
import type { PickedSpan } from './picked-span.ts';
import { SpanPicker } from './span-picker.tsx';
import { callTexts } from './texts.ts';

interface MarkDialogProps {
  readonly transcript: NonNullable<StoredCall['transcript']>;
  readonly start: PickedSpan;
  /** The finding whose evidence is corrected. */
  readonly finding: number;
  readonly onEvidence: (span: PickedSpan) => void;
  readonly onClose: () => void;
}

/** Marks words as the true evidence of a finding. */
export function MarkDialog({ transcript, start, finding, onEvidence, onClose }: MarkDialogProps) {
  const t = useTexts(callTexts);
  const [span, setSpan] = useState(start);
  return (
    <Modal
      open
      width={620}
      title={t('pick.title.evidence', { n: finding })}
      okText={t('pick.evidence')}
      okButtonProps={{ disabled: span.end <= span.start }}
      onOk={() => onEvidence(span)}
      onCancel={onClose}
    >
      <SpanPicker transcript={transcript} picked={span} onPick={setSpan} />
    </Modal>
  );
}

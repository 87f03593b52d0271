import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import type { RefObject } from 'react';
import type { DismissReason, Verdict } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { callTexts } from './texts.ts';
import type { OfferedReason } from './use-dismiss-reasons.ts';

interface VerdictBarProps {
  readonly asking: boolean;
  readonly reasons: readonly OfferedReason[];
  readonly comment: string;
  readonly onComment: (comment: string) => void;
  readonly commentField: RefObject<TextAreaRef | null>;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onReason: (reason: DismissReason) => void;
}

/** The verdict on the open finding; a dismissal asks for its reason. */
export function VerdictBar(props: VerdictBarProps) {
  const t = useTexts(callTexts);
  const { asking, reasons, comment, onComment, commentField, onVerdict, onReason } = props;
  return (
    <div className="verdicts">
      {asking ? (
        <fieldset className="reasons">
          <legend>{t('reasonTitle')}</legend>
          {reasons.map(({ code, label }, index) => (
            <button key={code} type="button" onClick={() => onReason(code)}>
              <kbd>{index + 1}</kbd> {label}
            </button>
          ))}
        </fieldset>
      ) : null}
      <Input.TextArea
        ref={commentField}
        value={comment}
        autoSize={{ minRows: 1, maxRows: 5 }}
        maxLength={4_000}
        placeholder={`${t('comment')}  I`}
        aria-label={t('comment.label')}
        onChange={(event) => onComment(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className="verdicts__buttons">
        <Button type="primary" onClick={() => onVerdict('confirmed')}>
          {t('confirm')} <kbd>c</kbd>
        </Button>
        <Button onClick={() => onVerdict('dismissed')}>
          {t('dismiss')} <kbd>d</kbd>
        </Button>
        <Button onClick={() => onVerdict('undecidable')}>
          {t('undecidable')} <kbd>u</kbd>
        </Button>
      </div>
    </div>
  );
}

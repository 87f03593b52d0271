import { Input, Select } from 'antd';
import type { StoredCall } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { vocabulary } from '../../vocabulary/texts.ts';
import type { PickedSpan } from './picked-span.ts';
import { callTexts } from './texts.ts';

interface SpanPickerProps {
  readonly transcript: NonNullable<StoredCall['transcript']>;
  readonly picked: PickedSpan;
  readonly onPick: (picked: PickedSpan) => void;
}

/** A turn and a selection in it, by mouse or by Shift and arrow keys alike. */
export function SpanPicker({ transcript, picked, onPick }: SpanPickerProps) {
  const t = useTexts(callTexts);
  const words = useTexts(vocabulary);
  const roles = new Map(transcript.participants.map(({ id, role }) => [id, role]));
  const text = transcript.turns[picked.turn]?.text ?? '';
  const quote = text.slice(picked.start, picked.end);
  return (
    <div className="picker">
      <label htmlFor="pick-turn">{t('pick.turn')}</label>
      <Select
        id="pick-turn"
        value={picked.turn}
        onChange={(turn) => onPick({ turn, start: 0, end: 0 })}
        options={transcript.turns.map((one, index) => ({
          value: index,
          label: `${index + 1} · ${words(`speaker.${roles.get(one.speaker) ?? 'third_party'}`)}：${one.text}`,
        }))}
      />
      <label htmlFor="pick-text">{t('pick.text')}</label>
      <Input.TextArea
        id="pick-text"
        readOnly
        autoFocus
        autoSize
        value={text}
        lang={transcript.language}
        onSelect={({ currentTarget: { selectionStart: start, selectionEnd: end } }) => {
          if (end > start) onPick({ turn: picked.turn, start, end });
        }}
      />
      <output className={quote === '' ? 'soft' : 'picker__quote'} lang={transcript.language}>
        {quote === '' ? t('pick.none') : `“${quote}”`}
      </output>
    </div>
  );
}

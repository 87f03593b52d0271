import { Modal } from 'antd';
import { useTexts } from '../i18n/use-texts.ts';
import { keyName, type Shortcut } from './shortcut.ts';
import './shortcut-sheet.css';
import { keyboard } from './texts.ts';

/** Every key that does something now. */
export function ShortcutSheet({
  shortcuts,
  onClose,
}: {
  shortcuts: readonly Shortcut[];
  onClose: () => void;
}) {
  const t = useTexts(keyboard);
  return (
    <Modal open title={t('title')} footer={null} onCancel={onClose} width={560}>
      <dl className="sheet">
        {shortcuts.map(({ keys, label, withCtrl }) => (
          <div key={`${keys.join()}${label}`}>
            <dt>
              {keys
                .flatMap((key) => key.split(/(?<=.) (?=.)/))
                .map((key) => (
                  <kbd key={key}>{withCtrl ? `Ctrl ${keyName(key)}` : keyName(key)}</kbd>
                ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

import { useTexts } from '../../i18n/use-texts.ts';
import { useShortcuts } from '../../keyboard/use-shortcuts.ts';
import { queueTexts } from './texts.ts';

interface QueueKeys {
  readonly count: number;
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onSearch: () => void;
  readonly onRefresh: () => void;
}

/** The queue without a mouse. */
export function useQueueKeys({ count, current, onCurrent, onOpen, onSearch, onRefresh }: QueueKeys): void {
  const t = useTexts(queueTexts);
  const move = (to: number) => () => onCurrent(Math.max(0, Math.min(count - 1, to)));
  useShortcuts([
    { keys: ['j', 'ArrowDown'], label: t('key.next'), run: move(current + 1) },
    { keys: ['k', 'ArrowUp'], label: t('key.previous'), run: move(current - 1) },
    { keys: ['Enter', 'o'], label: t('key.open'), run: () => onOpen(current) },
    { keys: ['Home'], label: t('key.first'), run: move(0) },
    { keys: ['End'], label: t('key.last'), run: move(count - 1) },
    { keys: ['/'], label: t('key.search'), run: onSearch },
    { keys: ['r'], label: t('key.refresh'), run: onRefresh },
  ]);
}

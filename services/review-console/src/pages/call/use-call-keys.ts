import type { DismissReason, Verdict } from '../../api/types.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useShortcuts } from '../../keyboard/use-shortcuts.ts';
import { callTexts } from './texts.ts';
import type { OfferedReason } from './use-dismiss-reasons.ts';
import type { Walk } from './use-walk.ts';

interface CallKeys {
  readonly walk: Walk;
  readonly current: number;
  readonly asking: boolean;
  readonly reasons: readonly OfferedReason[];
  readonly mayJudge: boolean;
  readonly onPick: (number: number) => void;
  readonly onVerdict: (verdict: Verdict, reason?: DismissReason) => void;
  readonly onStopAsking: () => void;
  readonly onComment: () => void;
  readonly onMark: () => void;
}

/** The call page without a mouse. */
export function useCallKeys(keys: CallKeys): void {
  const t = useTexts(callTexts);
  const { walk, current, asking, reasons, mayJudge, onPick, onVerdict } = keys;
  useShortcuts([
    { keys: ['j', 'n'], label: t('key.next'), run: () => onPick(current + 1) },
    { keys: ['k', 'p'], label: t('key.previous'), run: () => onPick(current - 1) },
    { keys: [']'], label: t('key.nextCall'), run: () => walk.next && walk.open(walk.next) },
    { keys: ['['], label: t('key.previousCall'), run: () => walk.previous && walk.open(walk.previous) },
    { keys: ['Escape'], label: t('key.back'), run: asking ? keys.onStopAsking : walk.back },
  ]);
  useShortcuts(
    [
      { keys: ['c'], label: t('key.confirm'), run: () => onVerdict('confirmed') },
      { keys: ['d'], label: t('key.dismiss'), run: () => onVerdict('dismissed') },
      { keys: ['u'], label: t('key.undecidable'), run: () => onVerdict('undecidable') },
      { keys: ['i'], label: t('key.comment'), run: keys.onComment },
      { keys: ['e'], label: t('key.evidence'), run: keys.onMark },
    ],
    mayJudge,
  );
  useShortcuts(
    reasons.map(({ code, label }, index) => ({
      keys: [String(index + 1)],
      label,
      run: () => onVerdict('dismissed', code),
    })),
    mayJudge && asking,
  );
}

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../i18n/use-texts.ts';
import { begins, matches, type Shortcut } from './shortcut.ts';
import { ShortcutContext } from './shortcut-context.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { keyboard } from './texts.ts';

/** The second key of a sequence comes within this. */
const SEQUENCE_MS = 1_500;

/** Listens for every shortcut; the ones added last go first. None runs behind an open dialog. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const t = useTexts(keyboard);
  const groups = useRef<(readonly Shortcut[])[]>([]);
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null);
  const showSheet = useCallback(() => setShown(groups.current.flat()), []);
  const add = useCallback((shortcuts: readonly Shortcut[]) => {
    groups.current = [shortcuts, ...groups.current];
    return () => {
      groups.current = groups.current.filter((group) => group !== shortcuts);
    };
  }, []);

  useEffect(() => add([{ keys: ['?'], label: t('sheet'), run: showSheet }]), [add, showSheet, t]);
  useEffect(() => {
    let before: { key: string; at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('[role="dialog"]')) return;
      const known = groups.current.flat();
      const prefix = before !== null && event.timeStamp - before.at < SEQUENCE_MS ? before.key : null;
      before = null;
      const found = known.find((one) => prefix !== null && matches(one, event, prefix));
      const single = found ?? known.find((one) => matches(one, event, null));
      if (single !== undefined) {
        event.preventDefault();
        single.run();
      } else if (known.some((one) => begins(one, event))) before = { key: event.key, at: event.timeStamp };
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  const board = useMemo(() => ({ add, showSheet }), [add, showSheet]);
  return (
    <ShortcutContext value={board}>
      {children}
      {shown ? <ShortcutSheet shortcuts={shown} onClose={() => setShown(null)} /> : null}
    </ShortcutContext>
  );
}

import { useContext, useEffect, useRef } from 'react';
import type { Shortcut } from './shortcut.ts';
import { ShortcutContext } from './shortcut-context.ts';

/** Has these shortcuts while the component is shown and `active`; they always run what the last render gave. */
export function useShortcuts(shortcuts: readonly Shortcut[], active = true): void {
  const { add } = useContext(ShortcutContext);
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts.map(({ keys, label }) => `${keys.join(' ')}|${label}`).join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: shape says when keys or labels differ
  useEffect(() => {
    if (!active) return undefined;
    return add(latest.current.map((one, index) => ({ ...one, run: () => latest.current[index]?.run() })));
  }, [add, shape, active]);
}

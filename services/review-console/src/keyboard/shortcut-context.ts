import { createContext } from 'react';
import type { Shortcut } from './shortcut.ts';

/** Where pages put their shortcuts while they are shown. */
export interface ShortcutBoard {
  /** Returns how to take them away again. */
  add(shortcuts: readonly Shortcut[]): () => void;
  showSheet(): void;
}

export const ShortcutContext = createContext<ShortcutBoard>({ add: () => () => {}, showSheet: () => {} });

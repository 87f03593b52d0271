import { useEffect, useState } from 'react';
import { type PickedSpan, selectedSpan } from './picked-span.ts';

export interface Selected extends PickedSpan {
  /** Where the selection ends on the screen. */
  readonly x: number;
  readonly y: number;
}

/** What is selected in the conversation now. */
export function useSelection(): { selected: Selected | null; clear: () => void } {
  const [selected, setSelected] = useState<Selected | null>(null);
  useEffect(() => {
    const read = () => {
      const selection = document.getSelection();
      const span = selectedSpan(selection);
      const box = span && selection?.getRangeAt(0).getBoundingClientRect();
      setSelected(span && box ? { ...span, x: box.left + box.width / 2, y: box.bottom } : null);
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, []);
  return {
    selected,
    clear() {
      document.getSelection()?.removeAllRanges();
      setSelected(null);
    },
  };
}

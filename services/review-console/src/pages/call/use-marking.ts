import { useState } from 'react';
import type { PickedSpan } from './picked-span.ts';
import { useSelection } from './use-selection.ts';

/** Marking words: what is selected now, and where the dialog starts that a key or the bar beside the selection opens. */
export function useMarking(turn: number | null) {
  const { selected, clear } = useSelection();
  const [start, setStart] = useState<PickedSpan | null>(null);
  return {
    selected,
    start,
    begin(): void {
      const from = selected ?? { turn: turn ?? 0, start: 0, end: 0 };
      setStart({ turn: from.turn, start: from.start, end: from.end });
      clear();
    },
    end: () => setStart(null),
  };
}

import { useState } from 'react';
import type { PickedSpan } from './picked-span.ts';
import { useSelection } from './use-selection.ts';

export interface Marking {
  readonly kind: 'evidence' | 'missed';
  readonly start: PickedSpan;
}

/** Marking words: what is selected now, and the dialog that a key or the bar beside the selection opens. */
export function useMarking(turn: number | null) {
  const { selected, clear } = useSelection();
  const [marking, setMarking] = useState<Marking | null>(null);
  return {
    selected,
    marking,
    begin(kind: Marking['kind']): void {
      const start = selected ?? { turn: turn ?? 0, start: 0, end: 0 };
      setMarking({ kind, start: { turn: start.turn, start: start.start, end: start.end } });
      clear();
    },
    end: () => setMarking(null),
  };
}

import type { LinkedGroup } from '../rulebook/rulebook.ts';
import { AMOUNTS } from './matchers/amount.ts';
import { recogniseAmounts } from './recognise-amounts.ts';
import type { Hit, HitsOf, Line, Scene } from './scene.ts';
import type { LineHits, TermIndex } from './term-index.ts';

const NONE: readonly Hit[] = [];

/** Gives the hits of a rule's or guard's groups in one call; amounts are recognised only where a rule asks. */
export type CallHits = (groups: ReadonlyMap<string, LinkedGroup>) => HitsOf;

export function createCallHits(scene: Scene, hitsOfLine: readonly LineHits[], index: TermIndex): CallHits {
  const amounts = new Map<Line, readonly Hit[]>();
  const amountsOf = (line: Line) => {
    const known = amounts.get(line);
    if (known) return known;
    const found = recogniseAmounts(scene.call, scene.jurisdiction, line);
    amounts.set(line, found);
    return found;
  };
  return (groups) => {
    const numbers = index.numbersIn(groups);
    return (name, line) => {
      if (name === AMOUNTS) return amountsOf(line);
      const group = numbers.get(name);
      if (group === undefined) return NONE;
      const words = group.number === undefined ? NONE : (hitsOfLine[line.index]?.get(group.number) ?? NONE);
      if (!group.takesAmounts) return words;
      return [...words, ...amountsOf(line)].sort((a, b) => a.start - b.start);
    };
  };
}

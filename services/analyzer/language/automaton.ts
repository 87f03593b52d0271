import { BASE, buildDoubleArray, CHECK, type DoubleArray, FAIL, OUT, WIDTH } from './double-array.ts';

/** Visits one occurrence: the pattern's index and the end of it, exclusive. */
export type Visit = (pattern: number, end: number) => void;

/** Finds every occurrence of every pattern, overlapping ones too, in one pass. */
export interface Automaton {
  /** Reads a text by the class of each of its code units; class 0 is in no pattern. */
  readonly scan: (text: string, classes: Uint16Array, visit: Visit) => void;
}

/** Aho–Corasick links: FAIL to the longest proper suffix, OUT to the nearest state at or behind this one that ends a pattern. */
const link = ({ cells, patternOf, states, parents, classes }: DoubleArray): void => {
  const child = (state: number, by: number): number => {
    const target = (cells[state * WIDTH + BASE] ?? 0) + by;
    return cells[target * WIDTH + CHECK] === state + 1 ? target : 0;
  };
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index] ?? 0;
    const parent = parents[index] ?? 0;
    const by = classes[index] ?? 0;
    let behind = 0;
    if (parent !== 0) {
      let from = cells[parent * WIDTH + FAIL] ?? 0;
      behind = child(from, by);
      while (behind === 0 && from !== 0) {
        from = cells[from * WIDTH + FAIL] ?? 0;
        behind = child(from, by);
      }
    }
    cells[state * WIDTH + FAIL] = behind;
    cells[state * WIDTH + OUT] = (patternOf[state] ?? -1) >= 0 ? state : (cells[behind * WIDTH + OUT] ?? 0);
  }
};

/**
 * Builds a double-array Aho–Corasick automaton.
 *
 * @param patterns distinct, not empty, sorted by code unit; each unit is a class from 1 to `classCount`
 */
export const createAutomaton = (patterns: readonly string[], classCount: number): Automaton => {
  const trie = buildDoubleArray(patterns, classCount);
  link(trie);
  const { cells, patternOf } = trie;
  const step = (from: number, by: number): number => {
    let state = from;
    for (;;) {
      const target = (cells[state * WIDTH + BASE] ?? 0) + by;
      if (cells[target * WIDTH + CHECK] === state + 1) return target;
      if (state === 0) return 0;
      state = cells[state * WIDTH + FAIL] ?? 0;
    }
  };
  const report = (state: number, end: number, visit: Visit) => {
    let out = cells[state * WIDTH + OUT] ?? 0;
    while (out !== 0) {
      visit(patternOf[out] ?? -1, end);
      out = cells[(cells[out * WIDTH + FAIL] ?? 0) * WIDTH + OUT] ?? 0;
    }
  };
  return {
    scan: (text, classes, visit) => {
      let state = 0;
      for (let index = 0; index < text.length; index += 1) {
        const by = classes[text.charCodeAt(index)] ?? 0;
        state = by === 0 ? 0 : step(state, by);
        if ((cells[state * WIDTH + OUT] ?? 0) !== 0) report(state, index + 1, visit);
      }
    },
  };
};

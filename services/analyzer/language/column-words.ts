import { BASE, buildDoubleArray, CHECK, WIDTH } from './double-array.ts';

/** Words of numbered columns, to be looked up where another word ended. */
export interface ColumnWords {
  /** Adds the ends of the words of a column that begin at a unit of the text; each end once. */
  readonly endsFrom: (text: string, classes: Uint16Array, at: number, column: number, ends: number[]) => void;
}

/**
 * Gathers the words of all columns in one trie.
 *
 * @param columns encoded words of each column, as classes from 1 to `classCount`
 */
export const createColumnWords = (
  columns: readonly (readonly string[])[],
  classCount: number,
): ColumnWords => {
  const columnsOf = new Map<string, number[]>();
  for (const [column, words] of columns.entries()) {
    for (const word of new Set(words)) {
      const known = columnsOf.get(word);
      if (known) known.push(column);
      else columnsOf.set(word, [column]);
    }
  }
  const patterns = [...columnsOf.keys()].sort();
  const members = patterns.map((pattern) => columnsOf.get(pattern) ?? []);
  const { cells, patternOf } = buildDoubleArray(patterns, classCount);
  return {
    endsFrom: (text, classes, from, column, ends) => {
      let state = 0;
      for (let at = from; at < text.length; at += 1) {
        const by = classes[text.charCodeAt(at)] ?? 0;
        const target = (cells[state * WIDTH + BASE] ?? 0) + by;
        if (by === 0 || cells[target * WIDTH + CHECK] !== state + 1) return;
        state = target;
        const pattern = patternOf[state] ?? -1;
        if (pattern >= 0 && members[pattern]?.includes(column) && !ends.includes(at + 1)) ends.push(at + 1);
      }
    },
  };
};

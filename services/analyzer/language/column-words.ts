import { BASE, buildDoubleArray, CHECK, WIDTH } from './double-array.ts';

/** Words of numbered columns, to be looked up where another word ended. */
export interface ColumnWords {
  /** Whether a word of a column may begin at a unit: most places are ruled out by their first character. */
  readonly mayBegin: (text: string, classes: Uint16Array, at: number, column: number) => boolean;
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
  const firsts = createFirsts(columns, classCount);
  return {
    mayBegin: (text, classes, at, column) => firsts(classes[text.charCodeAt(at)] ?? 0, column),
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

/** One bit for each column and class: whether a word of the column begins with it. */
const createFirsts = (columns: readonly (readonly string[])[], classCount: number) => {
  const width = Math.ceil((classCount + 1) / 32);
  const bits = new Uint32Array(width * columns.length);
  for (const [column, words] of columns.entries()) {
    for (const word of words) {
      const by = word.charCodeAt(0);
      const place = column * width + (by >>> 5);
      bits[place] = (bits[place] ?? 0) | (1 << (by & 31));
    }
  }
  return (by: number, column: number): boolean =>
    (((bits[column * width + (by >>> 5)] ?? 0) >>> (by & 31)) & 1) === 1;
};

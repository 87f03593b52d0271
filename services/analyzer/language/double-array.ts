/** Fields of a cell, four to a state, side by side for the cache: where its children begin, whose child it is, Aho–Corasick links. */
export const BASE = 0;
export const CHECK = 1;
export const FAIL = 2;
export const OUT = 3;
export const WIDTH = 4;

/** A trie as a double array: the child of state `s` by class `c` is cell `base(s) + c` if its check says `s + 1`; 0 is the root. */
export interface DoubleArray {
  readonly cells: Int32Array;
  /** The pattern that ends at a state, or -1. */
  readonly patternOf: Int32Array;
  /** States in breadth-first order without the root, with their parents and the classes that lead to them. */
  readonly states: readonly number[];
  readonly parents: readonly number[];
  readonly classes: readonly number[];
}

const DENSE = 0.95;
const PATIENCE = 128;

/** Finds room for sets of siblings in a growing array of cells. */
const createRoom = (classCount: number) => {
  let cells = new Int32Array(WIDTH * 1024);
  let top = 0;
  // "Next check position", one for each magnitude of family: the search starts behind what is dense or was tried in vain, else
  // 100,000 terms take minutes; only children fill the holes that large families leave.
  const nextCheck = new Int32Array(17).fill(classCount + 1);
  const isFree = (cell: number) => (cells[cell * WIDTH + CHECK] ?? 0) === 0;
  const reserve = (count: number) => {
    if (count * WIDTH <= cells.length) return;
    const larger = new Int32Array(Math.max(count * WIDTH, cells.length * 2));
    larger.set(cells);
    cells = larger;
  };
  const findCell = (family: readonly number[]): number => {
    const lowest = family[0] ?? 0;
    const magnitude = family.length === 1 ? 0 : 32 - Math.clz32(family.length);
    const begin = nextCheck[magnitude] ?? 0;
    let firstFree = 0;
    let taken = 0;
    let tried = 0;
    for (let cell = begin; ; cell += 1) {
      reserve(cell + classCount + 2);
      if (!isFree(cell)) {
        taken += 1;
        continue;
      }
      firstFree ||= cell;
      tried += 1;
      if (!family.every((by) => isFree(cell - lowest + by))) continue;
      const isSpent = taken / (cell - begin + 1) >= DENSE || tried > PATIENCE;
      nextCheck[magnitude] = isSpent ? cell : firstFree;
      return cell;
    }
  };
  return {
    /** Places the children of a state, given by ascending class, and returns their base. */
    place: (state: number, family: readonly number[]): number => {
      const base = findCell(family) - (family[0] ?? 0);
      cells[state * WIDTH + BASE] = base;
      for (const by of family) {
        cells[(base + by) * WIDTH + CHECK] = state + 1;
        top = Math.max(top, base + by);
      }
      return base;
    },
    /** The cells, padded so that no base plus class lies outside. */
    finish: () => {
      reserve(top + classCount + 2);
      return cells.slice(0, (top + classCount + 2) * WIDTH);
    },
  };
};

/**
 * Builds a double array.
 *
 * @param patterns distinct, not empty, sorted by code unit; each unit is a class from 1 to `classCount`
 */
export const buildDoubleArray = (patterns: readonly string[], classCount: number): DoubleArray => {
  const room = createRoom(classCount);
  // Node n + 1 is states[n]; a node is the range of patterns that share its prefix.
  const nodes = [{ state: 0, depth: 0, from: 0, to: patterns.length }];
  const states: number[] = [];
  const parents: number[] = [];
  const classes: number[] = [];
  for (let node = nodes[0], next = 1; node !== undefined; node = nodes[next], next += 1) {
    const { state, depth } = node;
    const family: number[] = [];
    const begins: number[] = [];
    for (let at = node.from; at < node.to; at += 1) {
      const pattern = patterns[at] ?? '';
      const by = pattern.charCodeAt(depth);
      if (pattern.length === depth || by === family.at(-1)) continue;
      family.push(by);
      begins.push(at);
    }
    if (family.length === 0) continue;
    const base = room.place(state, family);
    for (const [index, by] of family.entries()) {
      nodes.push({
        state: base + by,
        depth: depth + 1,
        from: begins[index] ?? 0,
        to: begins[index + 1] ?? node.to,
      });
      states.push(base + by);
      parents.push(state);
      classes.push(by);
    }
  }
  const cells = room.finish();
  const patternOf = new Int32Array(cells.length / WIDTH).fill(-1);
  for (const { state, depth, from } of nodes)
    if (depth > 0 && patterns[from]?.length === depth) patternOf[state] = from;
  return { cells, patternOf, states, parents, classes };
};

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
  readonly states: Int32Array;
  readonly parents: Int32Array;
  readonly classes: Int32Array;
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
  const most = patterns.reduce((sum, { length }) => sum + length, 1);
  // A node is the range of patterns that share its prefix; node 0 is the root, node n + 1 is states[n].
  const nodes = { state: new Int32Array(most), depth: new Int32Array(most), from: new Int32Array(most) };
  const ends = new Int32Array(most);
  const parents = new Int32Array(most);
  const classes = new Int32Array(most);
  ends[0] = patterns.length;
  let count = 1;
  const family: number[] = [];
  for (let node = 0; node < count; node += 1) {
    const depth = nodes.depth[node] ?? 0;
    const end = ends[node] ?? 0;
    const firstChild = count;
    family.length = 0;
    for (let at = nodes.from[node] ?? 0; at < end; at += 1) {
      const pattern = patterns[at] ?? '';
      if (pattern.length === depth) continue;
      const by = pattern.charCodeAt(depth);
      if (family.length > 0 && by === classes[count - 1]) continue;
      if (family.length > 0) ends[count - 1] = at;
      family.push(by);
      nodes.from[count] = at;
      nodes.depth[count] = depth + 1;
      classes[count] = by;
      count += 1;
    }
    if (family.length === 0) continue;
    ends[count - 1] = end;
    const state = nodes.state[node] ?? 0;
    const base = room.place(state, family);
    for (let child = firstChild; child < count; child += 1) {
      nodes.state[child] = base + (classes[child] ?? 0);
      parents[child] = state;
    }
  }
  const cells = room.finish();
  const patternOf = new Int32Array(cells.length / WIDTH).fill(-1);
  for (let node = 1; node < count; node += 1) {
    const from = nodes.from[node] ?? 0;
    if (patterns[from]?.length === nodes.depth[node]) patternOf[nodes.state[node] ?? 0] = from;
  }
  return {
    cells,
    patternOf,
    states: nodes.state.subarray(1, count),
    parents: parents.subarray(1, count),
    classes: classes.subarray(1, count),
  };
};

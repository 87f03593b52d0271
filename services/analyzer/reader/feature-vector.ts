import { createPieceList, hashUnits, listPieces, type PieceList } from './pieces.ts';
import type { TurnContext } from './turn-context.ts';
import type { FeatureKind } from './turn-features.ts';

/** A sparse vector: each id once, in order of first appearance, below 2 ** bits. */
export interface FeatureVector {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

const OFFSET = 0x811c9dc5;

/** The feature a hash stands for: its last bits mixed in, the uppermost kept. */
function idOf(state: number, bits: number): number {
  let hash = state ^ (state >>> 15);
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> (32 - bits);
}

function listKind(kind: FeatureKind, number: number, context: TurnContext, list: PieceList): string {
  const source = kind.source(context);
  listPieces(kind.pieces, source, hashUnits(OFFSET ^ number, kind.prefix(context)), list);
  return source;
}

/** Calls back with the id of every feature of a context, as often as it occurs, and the place of its piece. */
export function eachFeature(
  kind: FeatureKind,
  number: number,
  context: TurnContext,
  bits: number,
  visit: (id: number, source: string, start: number, end: number) => void,
): void {
  const list = createPieceList();
  const source = listKind(kind, number, context, list);
  for (let at = 0; at < list.count; at += 1)
    visit(idOf(list.hashes[at] ?? 0, bits), source, list.starts[at] ?? 0, list.ends[at] ?? 0);
}

/** Takes the features of one kind: the first `count` ids and values; each id once. The arrays are used again afterwards. */
export type TakeKind = (ids: Uint32Array, values: Float64Array, count: number) => void;

/** Reads a context kind by kind. */
export type ReadKinds = (context: TurnContext, take: TakeKind) => void;

/** Rarities are a few steps; their numbers stand in the lower half of a cell, counts in the upper. */
const COUNT = 0x10000;
const MOST_COUNTED = 0xffff0000;
const FEW = 64;
const FEW_WEIGHTS = Float64Array.from({ length: FEW }, (_, count) => 1 + Math.log(Math.max(count, 1)));

/**
 * Turns contexts into numbers: 1 + ln(count), times rarity, scaled to length one within each kind, times its weight.
 * The returned function keeps scratch arrays of 2 ** bits, so make it once: one table holds rarity and count of a
 * feature side by side for the cache, since a call has thousands of features.
 */
export function createKindReader(
  kinds: readonly FeatureKind[],
  bits: number,
  rarity: Float64Array,
): ReadKinds {
  const levels = Float64Array.from(new Set([0, ...rarity]));
  if (levels.length > COUNT) throw new RangeError(`${levels.length} different rarities`);
  const numberOf = new Map(Array.from(levels, (value, index) => [value, index]));
  const table = Uint32Array.from(rarity, (value) => numberOf.get(value) ?? 0);
  const list = createPieceList();
  let ids = new Uint32Array(0);
  let values = new Float64Array(0);

  /** The distinct known features of the list, their counts left in the table. */
  function count(): number {
    const { hashes, count: pieces } = list;
    if (ids.length < pieces) {
      ids = new Uint32Array(pieces * 2);
      values = new Float64Array(pieces * 2);
    }
    let found = 0;
    for (let at = 0; at < pieces; at += 1) {
      const id = idOf(hashes[at] ?? 0, bits);
      const cell = table[id] ?? 0;
      if (cell === 0) continue;
      if (cell < COUNT) {
        ids[found] = id;
        found += 1;
      }
      if (cell < MOST_COUNTED) table[id] = cell + COUNT;
    }
    return found;
  }
  /** Weighs the features found and clears their counts. */
  function weigh(found: number, weight: number): void {
    let squares = 0;
    for (let at = 0; at < found; at += 1) {
      const id = ids[at] ?? 0;
      const cell = table[id] ?? 0;
      const times = cell >>> 16;
      table[id] = cell & (COUNT - 1);
      const frequency = times < FEW ? (FEW_WEIGHTS[times] ?? 0) : 1 + Math.log(times);
      const value = frequency * (levels[cell & (COUNT - 1)] ?? 0);
      values[at] = value;
      squares += value * value;
    }
    const scale = squares === 0 ? 0 : weight / Math.sqrt(squares);
    for (let at = 0; at < found; at += 1) values[at] = (values[at] ?? 0) * scale;
  }

  return (context, take) => {
    for (const [number, kind] of kinds.entries()) {
      listKind(kind, number, context, list);
      const found = count();
      weigh(found, kind.weight);
      take(ids, values, found);
    }
  };
}

export type ReadVector = (context: TurnContext) => FeatureVector;

/** The same as one vector: an id that two kinds share is there once, with the sum. */
export function createVectorReader(
  kinds: readonly FeatureKind[],
  bits: number,
  rarity: Float64Array,
): ReadVector {
  const readKinds = createKindReader(kinds, bits, rarity);
  const sums = new Float64Array(2 ** bits);
  return (context) => {
    const all: number[] = [];
    readKinds(context, (ids, values, count) => {
      for (let at = 0; at < count; at += 1) {
        const id = ids[at] ?? 0;
        if (sums[id] === 0) all.push(id);
        sums[id] = (sums[id] ?? 0) + (values[at] ?? 0);
      }
    });
    const vector = { ids: Uint32Array.from(all), values: Float64Array.from(all, (id) => sums[id] ?? 0) };
    for (const id of all) sums[id] = 0;
    return vector;
  };
}

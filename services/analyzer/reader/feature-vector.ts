import type { TurnContext } from './turn-context.ts';
import type { FeatureKind } from './turn-features.ts';

/** A sparse vector: each id once, in order of first appearance, below 2 ** bits. */
export interface FeatureVector {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over UTF-16 units, from a state: the same text has the same number on every machine. */
function hashUnits(state: number, text: string, start: number, end: number): number {
  let hash = state;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/** Mixes the last bits and keeps the uppermost. */
function foldHash(state: number, bits: number): number {
  let hash = state ^ (state >>> 15);
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 12)) >>> (32 - bits);
}

/** Calls back with the id of every feature of a context, as often as it occurs, and the place of its piece. */
export function eachFeature(
  kind: FeatureKind,
  number: number,
  context: TurnContext,
  bits: number,
  visit: (id: number, source: string, start: number, end: number) => void,
): void {
  const source = kind.source(context);
  const prefix = kind.prefix(context);
  const state = hashUnits(OFFSET ^ number, prefix, 0, prefix.length);
  kind.pieces(source, (start, end) =>
    visit(foldHash(hashUnits(state, source, start, end), bits), source, start, end),
  );
}

export type ReadVector = (context: TurnContext) => FeatureVector;

/**
 * Turns contexts into numbers: 1 + ln(count), times rarity, scaled to length one within each kind, times its weight.
 * The returned function keeps scratch arrays of 2 ** bits, so make it once.
 */
export function createVectorReader(
  kinds: readonly FeatureKind[],
  bits: number,
  rarity: Float64Array,
): ReadVector {
  const counts = new Uint16Array(2 ** bits);
  const sums = new Float64Array(2 ** bits);
  return (context) => {
    const ids: number[] = [];
    for (const [number, kind] of kinds.entries()) {
      const seen: number[] = [];
      eachFeature(kind, number, context, bits, (id) => {
        if ((rarity[id] ?? 0) === 0) return;
        if (counts[id] === 0) seen.push(id);
        counts[id] = (counts[id] ?? 0) + 1;
      });
      const weighed: number[] = [];
      let squares = 0;
      for (const id of seen) {
        const count = counts[id] ?? 0;
        const value = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity[id] ?? 0);
        counts[id] = 0;
        weighed.push(value);
        squares += value * value;
      }
      const scale = squares === 0 ? 0 : kind.weight / Math.sqrt(squares);
      for (let at = 0; at < seen.length; at += 1) {
        const id = seen[at] ?? 0;
        if (sums[id] === 0) ids.push(id);
        sums[id] = (sums[id] ?? 0) + (weighed[at] ?? 0) * scale;
      }
    }
    const vector = { ids: Uint32Array.from(ids), values: Float64Array.from(ids, (id) => sums[id] ?? 0) };
    for (const id of ids) sums[id] = 0;
    return vector;
  };
}

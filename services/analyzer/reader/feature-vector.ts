import type { TurnContext } from './turn-context.ts';
import type { FeatureKind } from './turn-features.ts';

/** A sparse vector; ids ascend and are below 2 ** bits. */
export interface FeatureVector {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

/** FNV-1a over UTF-16 units, folded to the given number of bits: the same text has the same id on every machine. */
export function featureId(kind: number, text: string, bits: number): number {
  let hash = (0x811c9dc5 ^ kind) >>> 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 12)) >>> (32 - bits);
}

/** Turns a context into numbers: 1 + ln(count), times rarity, scaled to length one within each kind, times its weight. */
export function featureVector(
  kinds: readonly FeatureKind[],
  context: TurnContext,
  bits: number,
  rarity: (id: number) => number,
): FeatureVector {
  const sum = new Map<number, number>();
  for (const [number, kind] of kinds.entries()) {
    const counts = new Map<number, number>();
    for (const text of kind.of(context)) {
      const id = featureId(number, text, bits);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    let squares = 0;
    for (const [id, count] of counts) {
      const value = (1 + Math.log(count)) * rarity(id);
      counts.set(id, value);
      squares += value * value;
    }
    if (squares === 0) continue;
    const scale = kind.weight / Math.sqrt(squares);
    for (const [id, value] of counts) if (value > 0) sum.set(id, (sum.get(id) ?? 0) + value * scale);
  }
  const entries = [...sum].sort(([a], [b]) => a - b);
  return {
    ids: Uint32Array.from(entries, ([id]) => id),
    values: Float64Array.from(entries, ([, value]) => value),
  };
}

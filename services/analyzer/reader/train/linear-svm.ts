import type { FeatureVector } from '../feature-vector.ts';

export interface SvmOptions {
  /** How dearly an error is paid; positives are paid by their rarity on top. */
  readonly cost: number;
  readonly passes: number;
  readonly seed: number;
}

/** A small generator of its own: training must give the same weights everywhere (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * One class against the rest: L2-regularised L2-loss support vector machine by dual coordinate descent
 * (Hsieh et al., ICML 2008, algorithm 1). Returns 2 ** bits weights and, last, the bias.
 */
export function trainSvm(
  vectors: readonly FeatureVector[],
  isPositive: readonly boolean[],
  bits: number,
  { cost, passes, seed }: SvmOptions,
): Float64Array {
  const size = 2 ** bits;
  const weights = new Float64Array(size + 1);
  const positives = isPositive.filter(Boolean).length;
  const balance = positives === 0 ? 1 : Math.min(20, (vectors.length - positives) / positives);
  const alphas = new Float64Array(vectors.length);
  const diagonal = Float64Array.from(vectors, (vector, at) => {
    let squares = 1;
    for (const value of vector.values) squares += value * value;
    return squares + 1 / (2 * cost * (isPositive[at] ? balance : 1));
  });
  const order = Uint32Array.from(vectors.keys());
  const random = createRandom(seed);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      const kept = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = kept;
    }
    let largest = 0;
    for (const at of order) {
      const vector = vectors[at];
      if (vector === undefined) continue;
      const sign = isPositive[at] ? 1 : -1;
      const alpha = alphas[at] ?? 0;
      const soft = 1 / (2 * cost * (isPositive[at] ? balance : 1));
      const gradient = sign * score(weights, vector) - 1 + soft * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      largest = Math.max(largest, Math.abs(projected));
      if (projected === 0) continue;
      const next = Math.max(alpha - gradient / (diagonal[at] ?? 1), 0);
      alphas[at] = next;
      add(weights, vector, (next - alpha) * sign);
    }
    if (largest < 0.01) break;
  }
  return weights;
}

function score(weights: Float64Array, { ids, values }: FeatureVector): number {
  let sum = weights[weights.length - 1] ?? 0;
  for (let at = 0; at < ids.length; at += 1) sum += (weights[ids[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function add(weights: Float64Array, { ids, values }: FeatureVector, factor: number): void {
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    weights[id] = (weights[id] ?? 0) + factor * (values[at] ?? 0);
  }
  weights[weights.length - 1] = (weights[weights.length - 1] ?? 0) + factor;
}

/** The score of a vector: above zero speaks for the class. */
export const svmScore = score;

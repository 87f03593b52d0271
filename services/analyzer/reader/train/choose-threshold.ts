import type { Category } from '../../../../contracts/vocabulary.ts';
import type { LabelledTurn } from './labelled-turn.ts';

/** Below this a suspicion is a guess, however few clean calls it would touch. */
const LOWEST_THRESHOLD = 0.3;

/** The lowest probability, in steps of a hundredth, at which no more clean calls than allowed get a suspicion. */
export function chooseThreshold(
  turns: readonly LabelledTurn[],
  leftOut: ReadonlyMap<Category, Float64Array>,
  falseAlarms: number,
): number {
  const highest = new Map<string, number>();
  const labelled = new Set<string>();
  for (const [at, { call, labels }] of turns.entries()) {
    if (labels.size > 0) labelled.add(call);
    const most = Math.max(...[...leftOut.values()].map((row) => row[at] ?? 0));
    highest.set(call, Math.max(highest.get(call) ?? 0, most));
  }
  const clean = [...highest].filter(([call]) => !labelled.has(call)).map(([, probability]) => probability);
  for (let step = Math.round(LOWEST_THRESHOLD * 100); step < 100; step += 1) {
    const touched = clean.filter((probability) => probability >= step / 100).length;
    if (touched * 1_000 <= falseAlarms * clean.length) return step / 100;
  }
  return 1;
}

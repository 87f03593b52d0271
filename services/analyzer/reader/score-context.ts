import type { ScoreWeights } from './model.ts';

/** What stands around the score of a class at a turn, in the order of {@link SCORE_FEATURES}. */
export type ScoreContext = readonly number[];

/** One misconduct seldom comes alone, and a turn that is taken up again was meant. */
export const SCORE_FEATURES = [
  /** Of the class at the turn. */
  'own',
  /** At the speaker side's turn before, and after. */
  'before',
  'after',
  /** The highest at another turn of the call. */
  'elsewhere',
  /** The highest of the other classes at the turn, and anywhere in the call. */
  'others',
  'othersInCall',
] as const satisfies readonly (keyof ScoreWeights)[];

/** Where there is no such turn or class: a score that speaks against. */
const ABSENT = -1.5;

/**
 * Reads the contexts of one call. scores[class][turn] is NaN where the class is not about the speaker of the turn.
 * Cost grows with classes times turns.
 */
export function scoreContexts(
  scores: readonly Float64Array[],
): (classIndex: number, turn: number) => ScoreContext {
  const turns = scores[0]?.length ?? 0;
  const order = scores.map((row) => Array.from(row.keys()).filter((turn) => !Number.isNaN(row[turn] ?? NaN)));
  const places = order.map((list) => new Map(list.map((turn, place) => [turn, place])));
  const highest = scores.map((row, at) => twoHighest((order[at] ?? []).map((turn) => row[turn] ?? ABSENT)));
  const others = scores.map((_, at) =>
    Float64Array.from({ length: turns }, (_turn, turn) => bestOther(at, turn)),
  );
  const othersInCall = others.map((row) => row.reduce((best, value) => Math.max(best, value), ABSENT));

  function bestOther(classIndex: number, turn: number): number {
    let best = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < scores.length; at += 1) {
      const score = scores[at]?.[turn] ?? Number.NaN;
      if (at !== classIndex) best = Math.max(best, Number.isNaN(score) ? ABSENT : score);
    }
    return Number.isFinite(best) ? best : ABSENT;
  }

  return (classIndex, turn) => {
    const row = scores[classIndex];
    const list = order[classIndex] ?? [];
    const place = places[classIndex]?.get(turn) ?? 0;
    const at = (neighbour: number) => row?.[list[neighbour] ?? -1] ?? ABSENT;
    const own = row?.[turn] ?? ABSENT;
    const [first, second] = highest[classIndex] ?? [ABSENT, ABSENT];
    return [
      own,
      at(place - 1),
      at(place + 1),
      own === first ? second : first,
      others[classIndex]?.[turn] ?? ABSENT,
      othersInCall[classIndex] ?? ABSENT,
    ];
  };
}

function twoHighest(values: readonly number[]): readonly [number, number] {
  let [first, second] = [ABSENT, ABSENT];
  let seen = 0;
  for (const value of values) {
    if (seen === 0 || value > first) [first, second] = [value, seen === 0 ? ABSENT : first];
    else if (seen === 1 || value > second) second = value;
    seen += 1;
  }
  return [first, second];
}

/** The probability that a context stands for. */
export function probabilityOf(context: ScoreContext, weighing: ScoreWeights): number {
  let sum = weighing.intercept;
  for (const [at, feature] of SCORE_FEATURES.entries()) sum += weighing[feature] * (context[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

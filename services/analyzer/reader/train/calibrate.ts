import type { ScoreWeights } from '../model.ts';
import { SCORE_FEATURES, type ScoreContext } from '../score-context.ts';

/** The scores around a turn of a batch left out, and whether the label was there. */
export interface Outcome {
  readonly context: ScoreContext;
  readonly isPositive: boolean;
}

const MOST_STEPS = 60;
/** Pulls every weight but the intercept a little to zero. */
const RIDGE = 0.1;

/**
 * Fits the probability of a label to the scores around a turn: logistic regression by Newton's method (iteratively
 * reweighted least squares; McCullagh and Nelder, Generalized Linear Models, 1989, ch. 4) with a small ridge.
 */
export function fitWeighing(outcomes: readonly Outcome[]): ScoreWeights {
  const size = SCORE_FEATURES.length + 1;
  const weights = new Float64Array(size);
  const positives = outcomes.filter(({ isPositive }) => isPositive).length;
  weights[size - 1] = Math.log((positives + 1) / (outcomes.length - positives + 1));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = new Float64Array(size);
    const curves = Array.from({ length: size }, () => new Float64Array(size));
    for (const { context, isPositive } of outcomes) {
      const row = [...context, 1];
      const sum = row.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
      const probability = 1 / (1 + Math.exp(-sum));
      const error = probability - (isPositive ? 1 : 0);
      const curve = probability * (1 - probability);
      for (let a = 0; a < size; a += 1) {
        gradient[a] = (gradient[a] ?? 0) + error * (row[a] ?? 0);
        const line = curves[a];
        if (line)
          for (let b = 0; b < size; b += 1) line[b] = (line[b] ?? 0) + curve * (row[a] ?? 0) * (row[b] ?? 0);
      }
    }
    for (let a = 0; a < size; a += 1) {
      const ridge = a === size - 1 ? 1e-9 : RIDGE;
      gradient[a] = (gradient[a] ?? 0) + (a === size - 1 ? 0 : ridge * (weights[a] ?? 0));
      const line = curves[a];
      if (line) line[a] = (line[a] ?? 0) + ridge;
    }
    const move = solve(curves, gradient);
    // Far steps overshoot where classes part cleanly.
    const longest = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = longest > 2 ? 2 / longest : 1;
    for (let a = 0; a < size; a += 1) weights[a] = (weights[a] ?? 0) - scale * (move[a] ?? 0);
    if (longest < 1e-8) break;
  }
  const rounded = (at: number) => Math.round((weights[at] ?? 0) * 1e9) / 1e9;
  return {
    own: rounded(0),
    before: rounded(1),
    after: rounded(2),
    elsewhere: rounded(3),
    others: rounded(4),
    othersInCall: rounded(5),
    intercept: rounded(6),
  };
}

/** Gaussian elimination with partial pivoting on a copy. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (let column = 0; column < size; column += 1) {
    const pivot = rows
      .map((row, at) => ({ at, weight: at < column ? -1 : Math.abs(row[column] ?? 0) }))
      .reduce((best, each) => (each.weight > best.weight ? each : best)).at;
    const [top, chosen] = [rows[column] ?? [], rows[pivot] ?? []];
    rows[column] = chosen;
    rows[pivot] = top;
    const lead = chosen[column] ?? 0;
    if (lead === 0) continue;
    for (let at = column + 1; at < size; at += 1) {
      const row = rows[at] ?? [];
      const factor = (row[column] ?? 0) / lead;
      for (let cell = column; cell <= size; cell += 1)
        row[cell] = (row[cell] ?? 0) - factor * (chosen[cell] ?? 0);
    }
  }
  const solution = new Float64Array(size);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? [];
    let value = row[size] ?? 0;
    for (let cell = at + 1; cell < size; cell += 1) value -= (row[cell] ?? 0) * (solution[cell] ?? 0);
    solution[at] = (row[at] ?? 0) === 0 ? 0 : value / (row[at] ?? 1);
  }
  return solution;
}

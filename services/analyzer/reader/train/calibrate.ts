/** A score on a batch left out, and whether the label was there. */
export interface Outcome {
  readonly score: number;
  readonly isPositive: boolean;
}

const MOST_STEPS = 100;
const SMALLEST_STEP = 1e-10;

/**
 * Fits probability = 1 / (1 + exp(-(slope * score + intercept))): Platt scaling by Newton's method with backtracking
 * (Lin, Lin and Weng, Machine Learning 68, 2007).
 */
export function fitProbability(outcomes: readonly Outcome[]): { slope: number; intercept: number } {
  const positives = outcomes.filter(({ isPositive }) => isPositive).length;
  const negatives = outcomes.length - positives;
  const targetOf = ({ isPositive }: Outcome) =>
    isPositive ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
  const loss = (slope: number, intercept: number) => {
    let sum = 0;
    for (const outcome of outcomes) {
      const z = slope * outcome.score + intercept;
      const softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
      sum += softplus - targetOf(outcome) * z;
    }
    return sum;
  };
  let slope = 0;
  let intercept = Math.log((positives + 1) / (negatives + 1));
  let current = loss(slope, intercept);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let [bySlope, byIntercept, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12];
    for (const outcome of outcomes) {
      const probability = 1 / (1 + Math.exp(-(slope * outcome.score + intercept)));
      const error = probability - targetOf(outcome);
      const curve = probability * (1 - probability);
      bySlope += error * outcome.score;
      byIntercept += error;
      aa += curve * outcome.score * outcome.score;
      ab += curve * outcome.score;
      bb += curve;
    }
    if (Math.abs(bySlope) + Math.abs(byIntercept) < 1e-6) break;
    const determinant = aa * bb - ab * ab;
    const slopeStep = -(bb * bySlope - ab * byIntercept) / determinant;
    const interceptStep = -(aa * byIntercept - ab * bySlope) / determinant;
    const descent = bySlope * slopeStep + byIntercept * interceptStep;
    let size = 1;
    while (size >= SMALLEST_STEP) {
      const next = loss(slope + size * slopeStep, intercept + size * interceptStep);
      if (next < current + 1e-4 * size * descent) {
        slope += size * slopeStep;
        intercept += size * interceptStep;
        current = next;
        break;
      }
      size /= 2;
    }
    if (size < SMALLEST_STEP) break;
  }
  return { slope, intercept };
}

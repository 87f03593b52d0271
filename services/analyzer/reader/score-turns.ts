import { createVectorReader } from './feature-vector.ts';
import type { ReaderModel } from './model.ts';
import type { TurnContext } from './turn-context.ts';
import { featureKinds } from './turn-features.ts';

/** A turn that a class of the model suspects. */
export interface Suspicion {
  readonly context: TurnContext;
  readonly classIndex: number;
  /** 0 to 1, calibrated on batches left out. */
  readonly probability: number;
}

export const probabilityOf = (
  score: number,
  { slope, intercept }: { slope: number; intercept: number },
): number => 1 / (1 + Math.exp(-(slope * score + intercept)));

/** Makes the scoring function of a model: every class whose probability reaches its threshold, turn by turn. */
export function createTurnScorer(model: ReaderModel): (contexts: readonly TurnContext[]) => Suspicion[] {
  const { bits, classes, language } = model.card;
  const readVector = createVectorReader(featureKinds(language), bits, model.rarity);
  const scores = new Float64Array(classes.length);
  const has = {
    collector: classes.some(({ speaker }) => speaker === 'collector'),
    other: classes.some(({ speaker }) => speaker === 'other'),
  };
  return (contexts) =>
    contexts.flatMap((context) => {
      const speaker = context.isCollector ? 'collector' : 'other';
      if (context.text === '' || !has[speaker]) return [];
      addScores(model.weights, readVector(context), scores);
      return classes.flatMap((each, classIndex) => {
        if (each.speaker !== speaker) return [];
        const probability = probabilityOf((scores[classIndex] ?? 0) * each.scale + each.bias, each);
        return probability >= each.threshold ? [{ context, classIndex, probability }] : [];
      });
    });
}

function addScores(
  weights: Int8Array,
  { ids, values }: { ids: Uint32Array; values: Float64Array },
  scores: Float64Array,
): void {
  scores.fill(0);
  const classes = scores.length;
  for (let at = 0; at < ids.length; at += 1) {
    const from = (ids[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let each = 0; each < classes; each += 1)
      scores[each] = (scores[each] ?? 0) + (weights[from + each] ?? 0) * value;
  }
}

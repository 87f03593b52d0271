import { createVectorReader, type FeatureVector } from './feature-vector.ts';
import type { ReaderModel } from './model.ts';
import { probabilityOf, scoreContexts } from './score-context.ts';
import type { TurnContext } from './turn-context.ts';
import { featureKinds } from './turn-features.ts';

/** A turn that a class of the model suspects. */
export interface Suspicion {
  readonly context: TurnContext;
  readonly classIndex: number;
  /** 0 to 1, calibrated on batches left out. */
  readonly probability: number;
}

/**
 * Makes the scoring function of a model over the turns of one call: every turn gets a score by its words, then a
 * probability by that score and those around it; told is every class that reaches its threshold.
 */
export function createTurnScorer(model: ReaderModel): (contexts: readonly TurnContext[]) => Suspicion[] {
  const { bits, classes, language } = model.card;
  const readVector = createVectorReader(featureKinds(language), bits, model.rarity);
  const sums = new Float64Array(classes.length);
  const speakers = new Set(classes.map(({ speaker }) => speaker));
  return (contexts) => {
    const scores = classes.map(() => new Float64Array(contexts.length).fill(Number.NaN));
    for (const [turn, context] of contexts.entries()) {
      const speaker = context.isCollector ? 'collector' : 'other';
      if (context.text === '' || !speakers.has(speaker)) continue;
      addScores(model.weights, readVector(context), sums);
      for (const [at, each] of classes.entries()) {
        const row = scores[at];
        if (each.speaker === speaker && row) row[turn] = (sums[at] ?? 0) * each.scale + each.bias;
      }
    }
    const around = scoreContexts(scores);
    return contexts.flatMap((context, turn) =>
      classes.flatMap((each, classIndex) => {
        if (Number.isNaN(scores[classIndex]?.[turn] ?? Number.NaN)) return [];
        const probability = probabilityOf(around(classIndex, turn), each.weighing);
        return probability >= each.threshold ? [{ context, classIndex, probability }] : [];
      }),
    );
  };
}

function addScores(weights: Int8Array, { ids, values }: FeatureVector, scores: Float64Array): void {
  scores.fill(0);
  const classes = scores.length;
  for (let at = 0; at < ids.length; at += 1) {
    const from = (ids[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let each = 0; each < classes; each += 1)
      scores[each] = (scores[each] ?? 0) + (weights[from + each] ?? 0) * value;
  }
}

import { createClassScores } from './class-scores.ts';
import { createKindReader } from './feature-vector.ts';
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
  const readKinds = createKindReader(featureKinds(language), bits, model.rarity);
  const bySpeaker = {
    collector: sumsOf(model, 'collector'),
    other: sumsOf(model, 'other'),
  };
  return (contexts) => {
    const scores = classes.map(() => new Float64Array(contexts.length).fill(Number.NaN));
    for (const [turn, context] of contexts.entries()) {
      const { chosen, sums, add } = bySpeaker[context.isCollector ? 'collector' : 'other'];
      if (context.text === '' || chosen.length === 0) continue;
      sums.fill(0);
      readKinds(context, add);
      for (const [at, classIndex] of chosen.entries()) {
        const row = scores[classIndex];
        const each = classes[classIndex];
        if (row && each) row[turn] = (sums[at] ?? 0) * each.scale + each.bias;
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

/** The classes about one side's turns, with their sums. */
function sumsOf({ card: { classes }, weights }: ReaderModel, speaker: 'collector' | 'other') {
  const chosen = [...classes.keys()].filter((at) => classes[at]?.speaker === speaker);
  return { chosen, ...createClassScores(weights, classes.length, chosen) };
}

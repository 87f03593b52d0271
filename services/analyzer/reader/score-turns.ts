import { featureVector } from './feature-vector.ts';
import type { ReaderModel } from './model.ts';
import type { TurnContext } from './turn-context.ts';
import { CHINESE_FEATURES, createEnglishFeatures, type FeatureKind } from './turn-features.ts';

/** A turn that a class of the model suspects. */
export interface Suspicion {
  readonly context: TurnContext;
  readonly classIndex: number;
  /** 0 to 1, calibrated on batches left out. */
  readonly probability: number;
}

/** The feature kinds of a language; their order is part of a model. */
export function featureKinds(language: 'zh' | 'en'): readonly FeatureKind[] {
  return language === 'zh' ? CHINESE_FEATURES : createEnglishFeatures();
}

export const probabilityOf = (
  score: number,
  { slope, intercept }: { slope: number; intercept: number },
): number => 1 / (1 + Math.exp(-(slope * score + intercept)));

/** Makes the scoring function of a model: every class whose probability reaches its threshold, turn by turn. */
export function createTurnScorer(model: ReaderModel): (contexts: readonly TurnContext[]) => Suspicion[] {
  const kinds = featureKinds(model.card.language);
  const { bits, classes } = model.card;
  return (contexts) =>
    contexts.flatMap((context) => {
      const speaker = context.isCollector ? 'collector' : 'other';
      const concerned = classes.flatMap((each, at) => (each.speaker === speaker ? [at] : []));
      if (context.text === '' || concerned.length === 0) return [];
      const { ids, values } = featureVector(kinds, context, bits, (id) => model.rarity[id] ?? 0);
      return concerned.flatMap((classIndex) => {
        const each = classes[classIndex];
        const weights = model.weights[classIndex];
        if (!each || !weights) return [];
        let sum = 0;
        for (let at = 0; at < ids.length; at += 1) sum += (weights[ids[at] ?? 0] ?? 0) * (values[at] ?? 0);
        const probability = probabilityOf(sum * each.scale + each.bias, each);
        return probability >= each.threshold ? [{ context, classIndex, probability }] : [];
      });
    });
}

import { createVectorReader, eachFeature } from './feature-vector.ts';
import type { ReaderModel } from './model.ts';
import type { TurnContext } from './turn-context.ts';
import { featureKinds } from './turn-features.ts';

/** A feature that spoke for a suspicion, with its share of the score. */
export interface WeighingFeature {
  readonly kind: string;
  readonly text: string;
  readonly weight: number;
}

const TOLD = 8;

/** Tells the features that weighed most for a class at a turn, the heaviest first; of overlapping pieces only the heaviest. */
export function createFeatureTeller(
  model: ReaderModel,
): (context: TurnContext, classIndex: number) => WeighingFeature[] {
  const { bits, classes, language } = model.card;
  const kinds = featureKinds(language);
  const readVector = createVectorReader(kinds, bits, model.rarity);
  return (context, classIndex) => {
    const { ids, values } = readVector(context);
    const scale = classes[classIndex]?.scale ?? 0;
    const share = new Map<number, number>();
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      share.set(id, (model.weights[id * classes.length + classIndex] ?? 0) * scale * (values[at] ?? 0));
    }
    const seen = new Map<string, WeighingFeature>();
    for (const [number, kind] of kinds.entries()) {
      if (kind.name === 'sounds') continue;
      eachFeature(kind, number, context, bits, (id, source, start, end) => {
        const weight = Math.round((share.get(id) ?? 0) * 1_000) / 1_000;
        const text = source.slice(start, end);
        if (weight > 0) seen.set(`${kind.name}:${text}`, { kind: kind.name, text, weight });
      });
    }
    const chosen: WeighingFeature[] = [];
    for (const feature of [...seen.values()].sort(
      (a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1),
    )) {
      if (!chosen.some(({ text }) => text.includes(feature.text) || feature.text.includes(text)))
        chosen.push(feature);
      if (chosen.length === TOLD) break;
    }
    return chosen;
  };
}

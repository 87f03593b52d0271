import { featureId, featureVector } from './feature-vector.ts';
import type { ReaderModel } from './model.ts';
import { featureKinds } from './score-turns.ts';
import type { TurnContext } from './turn-context.ts';

/** A feature that spoke for a suspicion, with its share of the score. */
export interface WeighingFeature {
  readonly kind: string;
  readonly text: string;
  readonly weight: number;
}

const TOLD = 8;

/** The features that weighed most for a class at a turn, the heaviest first; of overlapping pieces only the heaviest. */
export function weighingFeatures(
  model: ReaderModel,
  context: TurnContext,
  classIndex: number,
): WeighingFeature[] {
  const kinds = featureKinds(model.card.language);
  const { bits, classes } = model.card;
  const scale = classes[classIndex]?.scale ?? 0;
  const { ids, values } = featureVector(kinds, context, bits, (id) => model.rarity[id] ?? 0);
  const share = new Map<number, number>();
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0;
    share.set(id, (model.weights[classIndex]?.[id] ?? 0) * scale * (values[at] ?? 0));
  }
  const seen = new Map<string, WeighingFeature>();
  for (const [number, kind] of kinds.entries()) {
    if (kind.name === 'sounds') continue;
    for (const text of kind.of(context)) {
      const weight = share.get(featureId(number, text, bits)) ?? 0;
      if (weight > 0)
        seen.set(`${kind.name}:${text}`, {
          kind: kind.name,
          text,
          weight: Math.round(weight * 1_000) / 1_000,
        });
    }
  }
  const chosen: WeighingFeature[] = [];
  for (const feature of [...seen.values()].sort(
    (a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1),
  )) {
    const overlaps = chosen.some(({ text }) => text.includes(feature.text) || feature.text.includes(text));
    if (!overlaps) chosen.push(feature);
    if (chosen.length === TOLD) break;
  }
  return chosen;
}

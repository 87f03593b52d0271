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

/** A feature as a place: most are never told, so few become strings. */
interface Found {
  readonly kind: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

const textOf = ({ source, start, end }: Found) => source.slice(start, end);
const byWeight = (a: Found, b: Found) => b.weight - a.weight || (textOf(a) < textOf(b) ? -1 : 1);

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
    const found: Found[] = [];
    for (const [number, kind] of kinds.entries()) {
      if (kind.name === 'sounds') continue;
      eachFeature(kind, number, context, bits, (id, source, start, end) => {
        const weight = Math.round((share.get(id) ?? 0) * 1_000) / 1_000;
        if (weight > 0) found.push({ kind: kind.name, source, start, end, weight });
      });
    }
    const chosen: WeighingFeature[] = [];
    for (const feature of found.sort(byWeight)) {
      const text = textOf(feature);
      if (!chosen.some((other) => other.text.includes(text) || text.includes(other.text)))
        chosen.push({ kind: feature.kind, text, weight: feature.weight });
      if (chosen.length === TOLD) break;
    }
    return chosen;
  };
}

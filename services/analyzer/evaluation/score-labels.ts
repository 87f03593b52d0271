import type { ExpectedLabel } from '../../../contracts/labelled-call.ts';
import type { Category } from '../../../contracts/vocabulary.ts';

/** A prediction or a label: category and turn, null for the whole call. */
export type Marked = Pick<ExpectedLabel, 'category' | 'turn'>;

export interface Matching<P extends Marked, L extends Marked> {
  readonly hits: readonly { readonly prediction: P; readonly label: L }[];
  readonly falseAlarms: readonly P[];
  readonly misses: readonly L[];
}

/** Categories that the labelled sets don't label. */
const UNSCORED: ReadonlySet<Category> = new Set([
  'missing_identification',
  'missing_recording_notice',
  'excessive_frequency',
  'other',
]);

/**
 * Matches the predictions of one call to its labels: same category, same turn first, then a neighbouring turn; each
 * label and each prediction once. Several predictions of a category at one turn count as one.
 */
export function matchLabels<P extends Marked, L extends Marked>(
  predictions: readonly P[],
  labels: readonly L[],
): Matching<P, L> {
  const open = new Map(
    predictions
      .filter(({ category }) => !UNSCORED.has(category))
      .map((each) => [`${each.category}:${each.turn}`, each]),
  );
  const left = new Set(labels.filter(({ category }) => !UNSCORED.has(category)));
  const hits: { prediction: P; label: L }[] = [];
  for (const isFit of [isSameTurn, isNeighbour]) {
    for (const label of left) {
      const found = [...open].find(
        ([, prediction]) => prediction.category === label.category && isFit(prediction, label),
      );
      if (!found) continue;
      const [key, prediction] = found;
      hits.push({ prediction, label });
      open.delete(key);
      left.delete(label);
    }
  }
  return { hits, falseAlarms: [...open.values()], misses: [...left] };
}

const isSameTurn = (a: Marked, b: Marked) => a.turn === b.turn;
const isNeighbour = (a: Marked, b: Marked) =>
  a.turn !== null && b.turn !== null && Math.abs(a.turn - b.turn) === 1;

/** Counts by category that add up over calls. */
export interface Tally {
  hits: number;
  falseAlarms: number;
  misses: number;
}

export function addMatching<P extends Marked, L extends Marked>(
  tallies: Map<Category, Tally>,
  matching: Matching<P, L>,
): void {
  const of = (category: Category) => {
    const tally = tallies.get(category) ?? { hits: 0, falseAlarms: 0, misses: 0 };
    tallies.set(category, tally);
    return tally;
  };
  for (const { label } of matching.hits) of(label.category).hits += 1;
  for (const { category } of matching.falseAlarms) of(category).falseAlarms += 1;
  for (const { category } of matching.misses) of(category).misses += 1;
}

/** Precision, recall and F1 of a tally, rounded to three digits; 0 where nothing was there to count. */
export function figuresOf({ hits, falseAlarms, misses }: Tally): {
  precision: number;
  recall: number;
  f1: number;
  labels: number;
} {
  const share = (part: number, whole: number) =>
    whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 1_000;
  return {
    precision: share(hits, hits + falseAlarms),
    recall: share(hits, hits + misses),
    f1: share(2 * hits, 2 * hits + falseAlarms + misses),
    labels: hits + misses,
  };
}

export function sumTallies(tallies: Iterable<Tally>): Tally {
  const sum = { hits: 0, falseAlarms: 0, misses: 0 };
  for (const tally of tallies) {
    sum.hits += tally.hits;
    sum.falseAlarms += tally.falseAlarms;
    sum.misses += tally.misses;
  }
  return sum;
}

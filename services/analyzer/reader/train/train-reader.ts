import type { Category } from '../../../../contracts/vocabulary.ts';
import { createVectorReader, eachFeature, type FeatureVector } from '../feature-vector.ts';
import { encodeWeights, keptRarity, type ReaderCard } from '../model.ts';
import { featureKinds } from '../turn-features.ts';
import { fitWeighing } from './calibrate.ts';
import { chooseThreshold } from './choose-threshold.ts';
import type { LabelledTurn } from './labelled-turn.ts';
import { contextsByClass, outcomesOf, probabilitiesLeftOut } from './left-out.ts';
import { svmScore, trainSvm } from './linear-svm.ts';

export interface TrainOptions {
  readonly language: 'zh' | 'en';
  readonly version: number;
  readonly bits: number;
  readonly cost: number;
  /** Clean calls in a thousand, left out of training, that may get a suspicion: sets the threshold. */
  readonly falseAlarms: number;
  readonly seed: number;
  /** Turns to learn from when batches are left out; all of them when absent. Measured are all. */
  readonly learnsFrom?: (turn: LabelledTurn) => boolean;
  readonly onStep?: (step: string) => void;
}

export interface TrainedReader {
  readonly card: Omit<ReaderCard, 'training'>;
  readonly weights: string;
  /** Probability from which a turn is suspected. */
  readonly threshold: number;
  /** Probabilities on batches left out, by category, in the order of the turns. */
  readonly leftOut: ReadonlyMap<Category, Float64Array>;
}

/** Categories that stand in what is said; hours and frequency are metadata. */
export const READ_CATEGORIES: readonly Category[] = [
  'abusive_language',
  'threat',
  'misrepresentation',
  'impersonation',
  'third_party_disclosure',
  'third_party_pressure',
  'improper_payment',
  'unauthorised_concession',
  'over_collection',
  'coerced_borrowing',
  'unapproved_channel',
  'cease_contact_ignored',
  'verification_missing',
  'vulnerability',
];
const PASSES = 40;
/** A feature seen in fewer turns says nothing that generalises. */
const FEWEST_TURNS = 2;

const speakerOf = (category: Category) =>
  category === 'vulnerability' ? ('other' as const) : ('collector' as const);
const speaks = (turn: LabelledTurn, category: Category) =>
  turn.context.isCollector === (speakerOf(category) === 'collector');

function rarityOf(turns: readonly LabelledTurn[], options: TrainOptions): Float64Array {
  const kinds = featureKinds(options.language);
  const seen = new Uint32Array(2 ** options.bits);
  for (const { context } of turns) {
    const ids = new Set<number>();
    for (const [number, kind] of kinds.entries())
      eachFeature(kind, number, context, options.bits, (id) => ids.add(id));
    for (const id of ids) seen[id] = (seen[id] ?? 0) + 1;
  }
  return Float64Array.from(seen, (count) =>
    count < FEWEST_TURNS ? 0 : keptRarity(Math.log(turns.length / count) + 1),
  );
}

function vectorsOf(
  turns: readonly LabelledTurn[],
  rarity: Float64Array,
  options: TrainOptions,
): FeatureVector[] {
  const readVector = createVectorReader(featureKinds(options.language), options.bits, rarity);
  return turns.map(({ context }) => readVector(context));
}

function trainClass(
  turns: readonly LabelledTurn[],
  vectors: readonly FeatureVector[],
  category: Category,
  options: TrainOptions,
): Float64Array {
  const chosen = [...turns.keys()].filter((at) => turns[at] !== undefined && speaks(turns[at], category));
  return trainSvm(
    chosen.flatMap((at) => vectors[at] ?? []),
    chosen.map((at) => turns[at]?.labels.has(category) ?? false),
    options.bits,
    { cost: options.cost, passes: PASSES, seed: options.seed },
  );
}

/** Scores of every turn by models that never saw its batch. */
function scoreLeftOut(turns: readonly LabelledTurn[], options: TrainOptions): Map<Category, Float64Array> {
  const scores = new Map(
    READ_CATEGORIES.map((category) => [category, new Float64Array(turns.length).fill(Number.NaN)]),
  );
  for (const batch of new Set(turns.map((turn) => turn.batch))) {
    options.onStep?.(`leaving out ${batch}`);
    const others = turns.filter((turn) => turn.batch !== batch && (options.learnsFrom?.(turn) ?? true));
    const rarity = rarityOf(others, options);
    const vectors = vectorsOf(others, rarity, options);
    const left = [...turns.keys()].filter((at) => turns[at]?.batch === batch);
    const leftVectors = vectorsOf(
      left.flatMap((at) => turns[at] ?? []),
      rarity,
      options,
    );
    for (const category of READ_CATEGORIES) {
      const weights = trainClass(others, vectors, category, options);
      for (const [index, at] of left.entries()) {
        const turn = turns[at];
        const vector = leftVectors[index];
        const row = scores.get(category);
        if (turn && vector && row && speaks(turn, category)) row[at] = svmScore(weights, vector);
      }
    }
  }
  return scores;
}

/** Stored weights: 127 steps to the largest. */
function quantise(weights: Float64Array): { stored: Int8Array; scale: number } {
  let largest = 0;
  for (let at = 0; at < weights.length - 1; at += 1) largest = Math.max(largest, Math.abs(weights[at] ?? 0));
  const scale = largest === 0 ? 1 : largest / 127;
  return { stored: Int8Array.from(weights.subarray(0, -1), (weight) => Math.round(weight / scale)), scale };
}

/** Trains one class after another; calibrates on batches left out. Equal turns and options give equal bytes. */
export function trainReader(turns: readonly LabelledTurn[], options: TrainOptions): TrainedReader {
  const scores = scoreLeftOut(turns, options);
  const contexts = contextsByClass(turns, scores);
  options.onStep?.('all batches together');
  const rarity = rarityOf(turns, options);
  const vectors = vectorsOf(turns, rarity, options);
  const stored: Int8Array[] = [];
  const leftOut = new Map<Category, Float64Array>();
  const classes = READ_CATEGORIES.map((category) => {
    const around = contexts.get(category) ?? [];
    leftOut.set(category, probabilitiesLeftOut(turns, around, category));
    const weights = trainClass(turns, vectors, category, options);
    const { stored: numbers, scale } = quantise(weights);
    stored.push(numbers);
    const rounded = (value: number) => Math.round(value * 1e9) / 1e9;
    return {
      category,
      speaker: speakerOf(category),
      bias: rounded(weights.at(-1) ?? 0),
      scale: rounded(scale),
      weighing: fitWeighing(outcomesOf(turns, around, category)),
      threshold: 1,
    };
  });
  const { language, version, bits } = options;
  const card = { language, version, bits, kinds: featureKinds(language).map(({ name }) => name), classes };
  const threshold = chooseThreshold(turns, leftOut, options.falseAlarms);
  const suspecting = { ...card, classes: classes.map((each) => ({ ...each, threshold })) };
  return { card: suspecting, weights: encodeWeights(rarity, stored), threshold, leftOut };
}

import { z } from 'zod';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { Category } from '../../../contracts/vocabulary.ts';

/** Speaker whose turns a class is about. */
const Speaker = z.enum(['collector', 'other']);

/** Probability = 1 / (1 + exp(-(intercept + the sum of each weight times its score))); see score-context.ts. */
const ScoreWeights = z.strictObject({
  own: z.number(),
  before: z.number(),
  after: z.number(),
  elsewhere: z.number(),
  others: z.number(),
  othersInCall: z.number(),
  intercept: z.number(),
});
export type ScoreWeights = z.infer<typeof ScoreWeights>;

/** lexicons/reader/<lang>/model.json: everything about a reader but its numbers, which stand in weights.txt. */
export const ReaderCard = z.strictObject({
  language: z.enum(['zh', 'en']),
  version: z.int().min(1),
  /** Features are numbered below 2 ** bits. */
  bits: z.int().min(10).max(20),
  /** Names of the feature kinds, in order; another order is another model. */
  kinds: z.array(z.string()).min(1),
  classes: z.array(
    z.strictObject({
      category: Category,
      speaker: Speaker,
      bias: z.number(),
      /** A stored weight times this is the weight. */
      scale: z.number(),
      /** Turns the scores of the call into a probability at a turn, fitted on batches left out. */
      weighing: ScoreWeights,
      /** Probability from which a turn is suspected. */
      threshold: z.number().min(0).max(1),
    }),
  ),
  /** What it was trained on, and the figures on batches left out, for the reader of the card. */
  training: z.strictObject({
    batches: z.array(z.strictObject({ name: z.string(), calls: z.int(), sha256: z.string() })),
    options: z.record(z.string(), z.number()),
    leftOut: z.record(
      z.string(),
      z.strictObject({ precision: z.number(), recall: z.number(), f1: z.number(), labels: z.int() }),
    ),
  }),
});
export type ReaderCard = z.infer<typeof ReaderCard>;

/** A reader ready to score: rarity and weights by feature id. */
export interface ReaderModel {
  readonly card: ReaderCard;
  /** Names the model in findings and records. */
  readonly hash: string;
  readonly rarity: Float64Array;
  /** Stored weights, -127 to 127: those of all classes for feature 0, then for feature 1, and so on. */
  readonly weights: Int8Array;
}

/** Rarity is kept in steps of 1/20. */
const RARITY_STEPS = 20;

/** A rarity as it is kept; training uses the same, so that nothing is lost in between. */
export const keptRarity = (value: number): number =>
  Math.min(255, Math.round(value * RARITY_STEPS)) / RARITY_STEPS;

/** Bytes as text: rarity, then the weights of each class. */
export function encodeWeights(rarity: Float64Array, weights: readonly Int8Array[]): string {
  const steps = Uint8Array.from(rarity, (value) => Math.round(keptRarity(value) * RARITY_STEPS));
  const bytes = Buffer.concat([steps, ...weights.map((each) => new Uint8Array(each.buffer))]);
  return `${bytes.toString('base64').replace(/.{1,160}/g, '$&\n')}`;
}

/** Puts a model together from its two files; null where the numbers don't fit the card. */
export function decodeModel(card: ReaderCard, weightsText: string): ReaderModel | null {
  const bytes = Buffer.from(weightsText, 'base64');
  const size = 2 ** card.bits;
  if (bytes.length !== size * (card.classes.length + 1)) return null;
  const rarity = Float64Array.from(bytes.subarray(0, size), (step) => step / RARITY_STEPS);
  const classes = card.classes.length;
  const weights = new Int8Array(size * classes);
  for (let at = 0; at < classes; at += 1) {
    const stored = new Int8Array(bytes.subarray(size * (at + 1), size * (at + 2)));
    for (let id = 0; id < size; id += 1) weights[id * classes + at] = stored[id] ?? 0;
  }
  return { card, hash: contentHash({ card, weights: bytes.toString('base64') }), rarity, weights };
}

import { withoutHesitation } from './hesitation.ts';
import { readPlain } from './plain-layer.ts';
import { withoutRepeats } from './repeats.ts';
import { withoutLetterSpacing } from './spaced-letters.ts';
import { keepUnits, type Layer, type View } from './text-view.ts';

/** Offsets after `second` was taken from what `first` kept, in the plain layer. */
const compose = (first: readonly number[], second: readonly number[]) =>
  second.map((index) => first[index] ?? 0);

const placesFromPlain = (length: number, kept: readonly number[]): number[] => {
  const places: number[] = [];
  let next = 0;
  for (let at = 0; at <= length; at += 1) {
    places.push(next);
    if (kept[next] === at) next += 1;
  }
  return places;
};

/**
 * Normalises one turn for matching. Folded: compatibility forms, case, accents, traditional characters, variants (他她它, 你您, 二两,
 * 账帐 …). Gone: punctuation, spaces between Chinese characters, emoji, hesitation, repeats, letter-spacing. Kept as positions:
 * clause and sentence ends. Digits, contractions and single spaces between Latin words stay.
 *
 * @param original text as transcribed
 * @param turn 0-based turn that spans will name
 */
export const normaliseText = (original: string, turn = 0): View => {
  const plain = readPlain(original, turn);
  let layer: Layer = plain;
  let kept: readonly number[] | null = null;
  for (const without of [withoutHesitation, withoutRepeats, withoutLetterSpacing]) {
    const rest = without(layer);
    if (rest.length === layer.text.length) continue;
    kept = kept === null ? rest : compose(kept, rest);
    layer = keepUnits(plain, kept);
  }
  return { ...layer, plain, fromPlain: kept === null ? null : placesFromPlain(plain.text.length, kept) };
};

/** The form in which a term is compared with a {@link View}: folded, without punctuation and spacing; hesitation stays. */
export const normaliseTerm = (term: string): string => readPlain(term, 0).text;

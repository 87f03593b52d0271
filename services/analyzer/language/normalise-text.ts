import { DROP, FOLD, KIND, kindOf } from './characters.ts';
import { hesitationIn } from './hesitation.ts';
import { readPlain } from './plain-layer.ts';
import { repeatsIn } from './repeats.ts';
import { letterSpacesIn } from './spaced-letters.ts';
import { keepUnits, type Layer, type View } from './text-view.ts';

/** What `kept` (null for all units of `length`) keeps without the units of the layer it makes that are to go. */
const without = (kept: readonly number[] | null, length: number, gone: readonly number[]): number[] => {
  const rest: number[] = [];
  let next = 0;
  for (let at = 0; at < length; at += 1) {
    if (gone[next] === at) next += 1;
    else rest.push(kept === null ? at : (kept[at] ?? 0));
  }
  return rest;
};

const placesFromPlain = (length: number, kept: readonly number[]): number[] => {
  const places: number[] = [];
  let next = 0;
  for (let at = 0; at <= length; at += 1) {
    places.push(next);
    if (kept[next] === at) next += 1;
  }
  return places;
};

const STEPS = [hesitationIn, repeatsIn, letterSpacesIn];

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
  for (const findGone of STEPS) {
    const gone = findGone(layer);
    if (gone.length === 0) continue;
    kept = without(kept, layer.text.length, gone);
    layer = keepUnits(plain, kept);
  }
  return { ...layer, plain, fromPlain: kept === null ? null : placesFromPlain(plain.text.length, kept) };
};

/** Folds a term of Chinese characters alone, as most are; null where anything else is in it. */
const foldIdeographs = (term: string): string | null => {
  let folded = '';
  for (let at = 0; at < term.length; at += 1) {
    const unit = FOLD[term.charCodeAt(at)] ?? DROP;
    if (kindOf(unit) !== KIND.IDEOGRAPHIC) return null;
    folded += String.fromCharCode(unit);
  }
  return folded;
};

/** The form in which a term is compared with a {@link View}: folded, without punctuation and spacing; hesitation stays. */
export const normaliseTerm = (term: string): string => foldIdeographs(term) ?? readPlain(term, 0).text;

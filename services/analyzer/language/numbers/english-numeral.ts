import type { LatinWord } from '../latin-words.ts';

/** A number read in English words up to index `next`. */
export interface EnglishNumeral {
  readonly next: number;
  /** What it can mean, likeliest first; of a vague one (couple hundred) the least and the most. */
  readonly readings: readonly number[];
  readonly isVague: boolean;
  /** The last unit said: "and change" stays below it. */
  readonly lastUnit: number;
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const placesOf = (words: readonly string[]): ReadonlyMap<string, number> =>
  new Map(words.map((word, place) => [word, place]));
const ONE_AT = placesOf(ONES);
const TEN_AT = placesOf(TENS);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['grand', 1000],
  ['million', 1_000_000],
]);
const VAGUE: ReadonlyMap<string, readonly [low: number, high: number]> = new Map([
  ['couple', [2, 3]],
  ['few', [2, 9]],
  ['several', [3, 9]],
]);

/** A number below a hundred said as one: eighty-four, eleven, nine; "oh five" is 05. */
export interface Pair {
  readonly value: number;
  readonly next: number;
  /** Both places are filled, so that it can stand behind another pair. */
  readonly isFull: boolean;
}

const wordAt = (words: readonly LatinWord[], at: number) => words[at]?.word ?? '';
const unitAt = (words: readonly LatinWord[], at: number) => UNITS.get(wordAt(words, at)) ?? 1;

/** Reads a number below a hundred. */
export const readPair = (words: readonly LatinWord[], at: number): Pair | null => {
  const word = wordAt(words, at);
  const one = ONE_AT.get(word);
  if (one !== undefined) return one > 0 ? { value: one, next: at + 1, isFull: one >= 10 } : null;
  const ten = TEN_AT.get(word);
  if (ten === undefined && word !== 'oh') return null;
  const following = ONE_AT.get(wordAt(words, at + 1)) ?? 0;
  const hasOne = following > 0 && following < 10;
  if (ten === undefined) return hasOne ? { value: following, next: at + 2, isFull: true } : null;
  return { value: (ten + 2) * 10 + (hasOne ? following : 0), next: at + (hasOne ? 2 : 1), isFull: true };
};

/** Whether a word is cents; what stands before is then no part of the number of dollars. */
export const isCents = (words: readonly LatinWord[], at: number): boolean =>
  /^cents?$/.test(wordAt(words, at));

const readPlace = (words: readonly LatinWord[], at: number): Pair | null => {
  if (wordAt(words, at) === 'hundred') return { value: 1, next: at, isFull: false };
  if (wordAt(words, at) === 'a' && UNITS.has(wordAt(words, at + 1)))
    return { value: 1, next: at + 1, isFull: false };
  return readPair(words, at);
};

/** Where the next part begins: past an "and" that joins a pair or a place, but not one that joins cents. */
const pastAnd = (words: readonly LatinWord[], at: number): number => {
  if (wordAt(words, at) !== 'and') return at;
  const pair = readPair(words, at + 1);
  return pair === null || isCents(words, pair.next) ? at : at + 1;
};

const readHundreds = (words: readonly LatinWord[], at: number): { value: number; next: number } | null => {
  const place = readPlace(words, at);
  if (place === null || wordAt(words, place.next) !== 'hundred') return null;
  return { value: place.value * 100, next: pastAnd(words, place.next + 1) };
};

const readThousands = (
  words: readonly LatinWord[],
  at: number,
): { value: number; unit: number; next: number } | null => {
  const hundreds = readHundreds(words, at);
  const rest = hundreds === null ? readPlace(words, at) : readPair(words, hundreds.next);
  const value = (hundreds?.value ?? 0) + (rest?.value ?? 0);
  const next = rest?.next ?? hundreds?.next ?? at;
  const unit = unitAt(words, next);
  return value > 0 && unit >= 1000 ? { value: value * unit, unit, next: pastAnd(words, next + 1) } : null;
};

const withCents = (dollars: number, cents: number) => Math.round(dollars * 100 + cents) / 100;

/** What pairs said in a row can mean behind what was said before; empty for strings of digits. */
const readRow = (pairs: readonly Pair[], thousands: number, hundreds: number): number[] => {
  const base = thousands + hundreds;
  const [first, second, third, ...more] = pairs;
  if (first === undefined) return [base];
  if (more.length > 0 || pairs.slice(1).some((pair) => !pair.isFull)) return [];
  if (second === undefined) return [base + first.value];
  const cents = withCents(base + first.value, second.value);
  const isOverHundred = hundreds > 0 || (thousands > 0 && first.isFull);
  if (isOverHundred) return third === undefined ? [cents] : [];
  const joined = base + first.value * 100 + second.value;
  return third === undefined ? [joined, cents] : [withCents(joined, third.value)];
};

const readVague = (words: readonly LatinWord[], at: number): EnglishNumeral | null => {
  const ends = VAGUE.get(wordAt(words, at));
  const last = wordAt(words, at + 1) === 'of' ? at + 2 : at + 1;
  const lastUnit = unitAt(words, last);
  if (ends === undefined || lastUnit === 1) return null;
  return { next: last + 1, readings: ends.map((count) => count * lastUnit), isVague: true, lastUnit };
};

/**
 * Reads an English number: two grand, twelve hundred, four thousand one eighty-eight (4,188), or pairs in a row with their readings:
 * eleven eighty-four is 1,184 or 11.84, four hundred twenty-one sixty-seven 421.67. Null where no number starts; no readings where
 * the words are a string of digits.
 */
export const readEnglishNumeral = (words: readonly LatinWord[], start: number): EnglishNumeral | null => {
  const vague = readVague(words, start);
  if (vague !== null) return vague;
  const thousands = readThousands(words, start);
  const hundreds = readHundreds(words, thousands?.next ?? start);
  let next = hundreds?.next ?? thousands?.next ?? start;
  const pairs: Pair[] = [];
  for (
    let pair = readPair(words, next);
    pair !== null && !isCents(words, pair.next);
    pair = readPair(words, next)
  ) {
    pairs.push(pair);
    next = pair.next;
  }
  if (next === start) return null;
  const lastUnit = pairs.length > 0 ? 1 : hundreds === null ? (thousands?.unit ?? 1) : 100;
  return {
    next,
    readings: readRow(pairs, thousands?.value ?? 0, hundreds?.value ?? 0),
    isVague: false,
    lastUnit,
  };
};

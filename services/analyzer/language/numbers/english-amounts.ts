import type { LatinWord } from '../latin-words.ts';
import { type Amount, amountOf, type Currency, type LocalMoney } from './amount.ts';
import { isCents, readEnglishNumeral, readPair } from './english-numeral.ts';

const set = (words: string) => new Set(words.split(' '));

const DOLLARS = set('dollar dollars buck bucks');
const OTHERS: ReadonlyMap<string, Currency> = new Map([
  ['pound', 'GBP'],
  ['pounds', 'GBP'],
  ['quid', 'GBP'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
]);
const ABOUT_BEFORE = set('about around roughly nearly almost approximately maybe like over under');
const ABOUT_AFTER = [
  'and change',
  'and some',
  'or so',
  'something',
  'some odd',
  'odd',
  'plus',
  'give or take',
];
const CLOCK_BEFORE = set('at by until till before after from since between');
const BALANCE_BEFORE = set("sitting stands still now currently balance account is are was you're we're it's");
const CLOCK_AFTER = set("am pm a.m p.m o'clock oclock tonight eastern central pacific mountain sharp");
const YEAR_BEFORE =
  /^(?:in|since|of|year|born|january|february|march|april|may|june|july|august|september|october|november|december|(?:.*(?:th|st|nd|rd)|second|third))$/;
const IDENTIFIER = set(
  'number zip code social account phone extension suite apartment apt route highway room unit ending digits street',
);
const MEASURES =
  /^(?:day|week|month|year|hour|minute|second|percent|point|time|number|line|member|run|mile|people|person|call|payment|degree|street|road|avenue)s?$/;
const SMALLEST_BARE = 100;

const isClock = (words: readonly LatinWord[], start: number, next: number): boolean => {
  const hour = readPair(words, start);
  const minute = hour === null ? null : readPair(words, hour.next);
  if (hour === null || minute === null || minute.next !== next || hour.value > 12 || minute.value > 59)
    return false;
  // "It's sitting at nine twenty" is a balance.
  if (words[start - 1]?.word === 'at' && BALANCE_BEFORE.has(words[start - 2]?.word ?? '')) return false;
  return CLOCK_BEFORE.has(words[start - 1]?.word ?? '') || CLOCK_AFTER.has(words[next]?.word ?? '');
};

/** Whether a number without a currency can be money at all. */
const isMoney = (
  words: readonly LatinWord[],
  start: number,
  next: number,
  readings: readonly number[],
): boolean => {
  const before = words[start - 1]?.word ?? '';
  const isYear = readings.some((value) => value >= 1900 && value < 2100) && YEAR_BEFORE.test(before);
  const isIdentifier = words.slice(Math.max(0, start - 3), start).some(({ word }) => IDENTIFIER.has(word));
  if (isYear || isIdentifier || MEASURES.test(words[next]?.word ?? '')) return false;
  return Math.max(...readings) >= SMALLEST_BARE && !isClock(words, start, next);
};

/** Cents behind dollars: "and twenty cents", "twenty cents", or behind the word dollars a full pair alone. */
const readCents = (
  words: readonly LatinWord[],
  at: number,
  isNamed: boolean,
): { value: number; next: number } | null => {
  const begin = words[at]?.word === 'and' ? at + 1 : at;
  const pair = readPair(words, begin);
  if (pair === null) return null;
  if (isCents(words, pair.next)) return { value: pair.value, next: pair.next + 1 };
  return isNamed && pair.isFull && begin === at && !MEASURES.test(words[pair.next]?.word ?? '') ? pair : null;
};

/**
 * Reads the amount that starts at word `at` of a run of words with only spaces and hyphens between, or says at which word to go on
 * where a number stands that is none (thirty days, a zip code). Null where no number starts.
 */
export const readEnglishAmount = (
  words: readonly LatinWord[],
  at: number,
  local: LocalMoney,
): { amount: Amount; next: number } | { next: number } | null => {
  const place = (next: number) => ({ start: words[at]?.start ?? 0, end: words[next - 1]?.end ?? 0 });
  const alone = readPair(words, at);
  if (alone !== null && isCents(words, alone.next)) {
    const value = alone.value / 100;
    const next = alone.next + 1;
    const amount = amountOf(
      place(next),
      { low: value, high: value },
      { currency: local.dollar, isApproximate: false },
    );
    return { amount, next };
  }
  const numeral = readEnglishNumeral(words, at);
  if (numeral === null) return null;
  const unit = words[numeral.next]?.word ?? '';
  const named = DOLLARS.has(unit) ? local.dollar : (OTHERS.get(unit) ?? null);
  const afterUnit = named === null ? numeral.next : numeral.next + 1;
  const cents = readCents(words, afterUnit, named !== null);
  const currency = named ?? (cents === null ? null : local.dollar);
  if (numeral.readings.length === 0) return { next: numeral.next };
  if (currency === null && !isMoney(words, at, numeral.next, numeral.readings)) return { next: numeral.next };
  let next = cents?.next ?? afterUnit;
  const following = words.slice(next, next + 3).map(({ word }) => word);
  const about = ABOUT_AFTER.find((phrase) => `${following.join(' ')} `.startsWith(`${phrase} `));
  if (about !== undefined) next += about.split(' ').length;
  const isApproximate = numeral.isVague || about !== undefined || ABOUT_BEFORE.has(words[at - 1]?.word ?? '');
  const readings =
    cents === null
      ? numeral.readings
      : numeral.readings.slice(0, 1).map((value) => value + cents.value / 100);
  const isChange = about !== undefined && numeral.lastUnit > 1;
  const range = {
    low: Math.min(...readings),
    high: Math.max(...readings) + (isChange ? numeral.lastUnit : 0),
  };
  const amount = amountOf(place(next), range, { currency, isApproximate });
  const isExact = !numeral.isVague && !isChange;
  return {
    amount: isExact
      ? { ...amount, candidates: readings.map((value) => Math.round(value * 100) / 100) }
      : amount,
    next,
  };
};

import { foldUnits } from '../characters.ts';
import { latinWords } from '../latin-words.ts';

/** A string of digits read out or written one by one, at `[start, end)` of the text given. */
export interface DigitString {
  readonly start: number;
  readonly end: number;
  /** 0–9; an identity card's last X as `x`. */
  readonly digits: string;
  /** Some digits were said in pairs (forty-two eighteen): the string may be a number instead. */
  readonly isGrouped: boolean;
}

const FEWEST = 3;
const FEWEST_GROUPED = 4;
const SPOKEN = '零一二三四五六七八九';
const DIGIT = '[零一二三四五六七八九幺]';
const AMOUNT = '[十百千万亿点块元毛角年月号日个天]';
/** Groups of spoken digits: longer ones after any pause, a single one only if another pause or the end follows it. */
const CHINESE = new RegExp(
  `(?<![零一二三四五六七八九幺十百千万第])${DIGIT}+(?:[ ,、呃]{1,3}(?:${DIGIT}{2,}(?!${AMOUNT})|${DIGIT}(?=$|[ ,、。x])))*x?(?!${DIGIT}|${AMOUNT})`,
  'g',
);
const WRITTEN = /(?<![\d.,:$¥£€]|\d-)\d+(?:[ -]\d+)*x?(?![\d%:]|[.,]\d|[a-wyz])/g;
const ONES: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine'
    .split(' ')
    .map((word, index) => [word, String(index)] as const)
    .concat([['oh', '0']]),
);
const TIMES: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const chineseDigit = (character: string) => {
  if (character === '幺') return '1';
  const value = SPOKEN.indexOf(character);
  return value < 0 ? '' : String(value);
};

interface Heard {
  readonly digits: string;
  readonly count: number;
  readonly isPair: boolean;
}

const hearEnglish = (words: readonly string[], at: number): Heard | null => {
  const [word = '', next = ''] = [words[at], words[at + 1]];
  const one = ONES.get(word);
  if (one !== undefined) {
    const isHundred = next === 'hundred' && ONES.has(words[at + 2] ?? '');
    return isHundred
      ? { digits: `${one}00`, count: 2, isPair: true }
      : { digits: one, count: 1, isPair: false };
  }
  const repeated = ONES.get(next);
  const times = TIMES.get(word);
  if (times !== undefined && repeated !== undefined)
    return { digits: repeated.repeat(times), count: 2, isPair: false };
  if (TEENS.includes(word)) return { digits: String(TEENS.indexOf(word) + 10), count: 1, isPair: true };
  const ten = TENS.indexOf(word);
  if (ten < 0) return null;
  const hasOne = repeated !== undefined && repeated !== '0';
  return { digits: `${ten + 2}${hasOne ? repeated : '0'}`, count: hasOne ? 2 : 1, isPair: true };
};

const isLong = ({ digits, isGrouped }: DigitString) => digits.length >= (isGrouped ? FEWEST_GROUPED : FEWEST);

const englishDigits = (text: string): DigitString[] => {
  const words = latinWords(text);
  const spoken = words.map(({ word }) => word);
  const found: DigitString[] = [];
  let current: DigitString | null = null;
  let at = 0;
  while (at < words.length) {
    const heard = hearEnglish(spoken, at);
    const [first, last] = [words[at], words[at + (heard?.count ?? 1) - 1]];
    at += heard?.count ?? 1;
    if (heard === null || first === undefined || last === undefined) {
      if (current !== null) found.push(current);
      current = null;
      continue;
    }
    const goesOn: boolean = current !== null && /^[ ,-]+$/.test(text.slice(current.end, first.start));
    if (current !== null && !goesOn) found.push(current);
    const before: DigitString =
      goesOn && current !== null ? current : { start: first.start, end: 0, digits: '', isGrouped: false };
    current = {
      start: before.start,
      end: last.end,
      digits: before.digits + heard.digits,
      isGrouped: before.isGrouped || heard.isPair,
    };
  }
  if (current !== null) found.push(current);
  return found;
};

/**
 * Finds strings of three or more digits that are read out (幺三八 零零一二, five five five oh one, double three) or written
 * (138-0013-8000), ordered by place. Numbers with units (三五百) and amounts with separators (12,850.40) are none.
 *
 * @param text original text; offsets are its UTF-16 units
 */
export const parseDigits = (text: string): DigitString[] => {
  const folded = foldUnits(text);
  const match = (pattern: RegExp, read: (character: string) => string): DigitString[] =>
    [...folded.matchAll(pattern)].map(({ 0: all, index }) => ({
      start: index,
      end: index + all.length,
      digits: [...all].map((character) => (character === 'x' ? 'x' : read(character))).join(''),
      isGrouped: false,
    }));
  const chinese = match(CHINESE, chineseDigit);
  const written = match(WRITTEN, (character) => (/\d/.test(character) ? character : ''));
  return [...chinese, ...written, ...englishDigits(folded)].filter(isLong).sort((a, b) => a.start - b.start);
};

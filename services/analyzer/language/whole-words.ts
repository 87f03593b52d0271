import { FOLD, KIND, kindOf } from './characters.ts';

const UNITS = 0x10000;
const APOSTROPHE = 0x27;
const OTHER = 0;

/** LETTER or DIGIT for the units that Latin words and numbers are made of, else 0; an apostrophe counts as a letter. */
const buildWordKinds = (): Uint8Array => {
  const kinds = new Uint8Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const kind = kindOf(FOLD[unit] ?? unit);
    if (kind === KIND.ALPHABETIC || kind === KIND.DIGIT) kinds[unit] = kind;
  }
  kinds[APOSTROPHE] = KIND.ALPHABETIC;
  return kinds;
};

const wordKinds = buildWordKinds();

const wordKindAt = (text: string, at: number): number =>
  at < 0 || at >= text.length ? OTHER : (wordKinds[text.charCodeAt(at)] ?? OTHER);

/** Whether one Latin word or number runs on over a place: a word that ends or begins there is not whole. */
export const runsOver = (text: string, at: number): boolean => {
  const after = wordKindAt(text, at);
  return after !== OTHER && wordKindAt(text, at - 1) === after;
};

const isPossessive = (text: string, at: number) =>
  text.charCodeAt(at) === APOSTROPHE && text[at + 1] === 's' && wordKindAt(text, at + 2) !== KIND.ALPHABETIC;

/** Latin words and numbers match whole: pay is not in payment, 110 not in 13110; a possessive 's may follow. */
export const isWhole = (text: string, start: number, end: number): boolean =>
  !runsOver(text, start) && (!runsOver(text, end) || isPossessive(text, end));

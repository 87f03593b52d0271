import { KIND, kindOf } from './characters.ts';

/** A Latin word at units `[start, end)` of a text. */
export interface LatinWord {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

const APOSTROPHE = 0x27;

/** Anything that may be a letter of a word; most Chinese turns hold none. */
const LETTERS = /[A-Za-z\u00aa-\u2e7f\ua000-\uabff\ud7b0-\uffff]/;

const isAlphabetic = (text: string, at: number) => kindOf(text.charCodeAt(at)) === KIND.ALPHABETIC;

/** The alphabetic words of a folded text in order; an apostrophe between letters belongs to its word. */
export const latinWords = (text: string): LatinWord[] => {
  const words: LatinWord[] = [];
  if (!LETTERS.test(text)) return words;
  for (let at = 0; at < text.length; at += 1) {
    if (!isAlphabetic(text, at)) continue;
    let end = at + 1;
    while (isAlphabetic(text, end) || (text.charCodeAt(end) === APOSTROPHE && isAlphabetic(text, end + 1)))
      end += 1;
    words.push({ start: at, end, word: text.slice(at, end) });
    at = end;
  }
  return words;
};

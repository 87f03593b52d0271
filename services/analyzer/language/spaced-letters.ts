import { KIND, kindOf } from './characters.ts';
import { type LatinWord, latinWords } from './latin-words.ts';
import { BREAK, type Layer } from './text-view.ts';

const isChinese = (text: string) => {
  for (let at = 0; at < text.length; at += 1)
    if (kindOf(text.charCodeAt(at)) === KIND.IDEOGRAPHIC) return true;
  return false;
};
const WORDS = new Set(['a', 'i']);

/**
 * The spaces of a layer, as ascending units, that stand inside letters spaced out: s b, t m d, k y c. Two letters of which one is an
 * English word (i b) are left alone in text that is all Latin.
 */
export const letterSpacesIn = (layer: Layer): number[] => {
  const { text } = layer;
  const words = latinWords(text);
  const spaces: number[] = [];
  let run: LatinWord[] = [];
  const close = () => {
    const asWords = run.filter(({ word }) => WORDS.has(word)).length;
    const isSpelt =
      run.length > 1 && (asWords === 0 || (run.length > 2 && asWords < run.length) || isChinese(text));
    if (isSpelt) for (const letter of run.slice(1)) spaces.push(letter.start - 1);
    run = [];
  };
  for (const word of words) {
    const last = run[run.length - 1];
    const follows =
      last?.end === word.start - 1 &&
      text[last.end] === ' ' &&
      (layer.breaks[word.start] ?? 0) < BREAK.CLAUSE;
    if (last !== undefined && (!follows || word.word.length > 1)) close();
    if (word.word.length === 1) run.push(word);
  }
  close();
  return spaces;
};

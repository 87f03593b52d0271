import { KIND, kindOf } from './characters.ts';
import { latinWords } from './latin-words.ts';
import { BREAK, type Layer } from './text-view.ts';

const WORDS = new Set(['a', 'i']);

/**
 * The units of a layer without the spaces inside letters that were spaced out: s b, t m d, k y c. Two letters of which one is an
 * English word (i b) are left alone in text that is all Latin.
 */
export const withoutLetterSpacing = (layer: Layer): number[] => {
  const { text } = layer;
  const words = latinWords(text);
  const isChinese = [...text].some((letter) => kindOf(letter.charCodeAt(0)) === KIND.IDEOGRAPHIC);
  const spaces = new Set<number>();
  let run = 0;
  const close = (end: number) => {
    const letters = words.slice(end - run, end);
    const asWords = letters.filter(({ word }) => WORDS.has(word)).length;
    const isSpelt =
      letters.length > 1 && (isChinese || asWords === 0 || (letters.length > 2 && asWords < letters.length));
    if (isSpelt) for (const letter of letters.slice(1)) spaces.add(letter.start - 1);
    run = 0;
  };
  for (const [index, { start, word }] of words.entries()) {
    const follows = words[index - 1]?.end === start - 1 && text[start - 1] === ' ';
    if (!follows || (layer.breaks[start] ?? 0) >= BREAK.CLAUSE) close(index);
    if (word.length === 1) run += 1;
    else close(index);
  }
  close(words.length);
  const kept: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (!spaces.has(at)) kept.push(at);
  return kept;
};

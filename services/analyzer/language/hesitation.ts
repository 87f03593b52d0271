import { type LatinWord, latinWords } from './latin-words.ts';
import { BREAK, type Layer } from './text-view.ts';

const SOUNDS = new Set(['uh', 'uhh', 'um', 'umm', 'uhm', 'er', 'erm', 'hm', 'hmm', 'mm']);
/** First words of "you know" and "I mean". */
const OPENINGS = new Set(['you', 'i']);
/** Yes and no in two sounds. */
const ANSWERS = new Set(['uh huh', 'uh uh', 'mm hm', 'mm hmm']);
/** Before or after these, "you know" says something: do you know, you know what. */
const KNOWING = new Set(
  "do did does don't didn't if let as already would should could can will to what that who how where why when about the he she it".split(
    ' ',
  ),
);

const UH = '呃';
const YES_OR_UH = '嗯';
/** Hesitation only where it stands alone between pauses. */
const ALONE = ['就是说', '那个', '这个', '就是', '额'];
const DOUBLED = ['那个那个', '这个这个'];
const LEADS = new Set([UH, YES_OR_UH, ...ALONE].map((word) => word.charCodeAt(0)));

const isParted = (layer: Layer, at: number) => at === 0 || (layer.breaks[at] ?? 0) >= BREAK.PAUSE;
const goesOn = (layer: Layer, at: number) =>
  at < layer.text.length && (layer.breaks[at] ?? 0) < BREAK.SENTENCE;

/** How many units of hesitation stand at a place of Chinese text. */
const chineseAt = (layer: Layer, at: number, afterHesitation: boolean): number => {
  const { text } = layer;
  if (text[at] === UH) return 1;
  // At the start of a sentence 嗯 is an answer; inside one it is a breath.
  if (text[at] === YES_OR_UH) return at > 0 && goesOn(layer, at) && goesOn(layer, at + 1) ? 1 : 0;
  const doubled = DOUBLED.find((word) => text.startsWith(word, at));
  if (doubled !== undefined) return doubled.length;
  if (!afterHesitation && !isParted(layer, at)) return 0;
  const alone = ALONE.find((word) => text.startsWith(word, at));
  if (alone === undefined) return 0;
  const end = at + alone.length;
  return goesOn(layer, end) && isParted(layer, end) ? alone.length : 0;
};

const isHesitation = (words: readonly LatinWord[], index: number): number => {
  const word = words[index]?.word ?? '';
  if (!SOUNDS.has(word) && !OPENINGS.has(word)) return 0;
  const pair = `${word} ${words[index + 1]?.word ?? ''}`;
  if (ANSWERS.has(pair) || ANSWERS.has(`${words[index - 1]?.word ?? ''} ${word}`)) return 0;
  if (SOUNDS.has(word)) return 1;
  if (pair !== 'you know' && pair !== 'i mean') return 0;
  const meant = KNOWING.has(words[index - 1]?.word ?? '') || KNOWING.has(words[index + 2]?.word ?? '');
  return meant ? 0 : 2;
};

const englishIn = (text: string): number[] => {
  const words = latinWords(text);
  const units: number[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const count = isHesitation(words, index);
    const first = words[index];
    const last = words[index + count - 1];
    if (count === 0 || first === undefined || last === undefined) continue;
    // One of the two spaces goes with it.
    const isSpaced = text[last.end] === ' ';
    const start = isSpaced || text[first.start - 1] !== ' ' ? first.start : first.start - 1;
    for (let at = start; at < last.end + (isSpaced ? 1 : 0); at += 1) units.push(at);
    index += count - 1;
  }
  return units;
};

/**
 * The units of a plain layer that are hesitation, ascending: 呃, 嗯 inside a sentence, 那个 and 这个 alone between pauses or doubled,
 * uh, um, you know. 额 (amount), 那个 (that) and 嗯 (yes) are not wherever they may carry meaning.
 */
export const hesitationIn = (layer: Layer): number[] => {
  const { text } = layer;
  const units = englishIn(text);
  const english = units.length;
  for (let at = 0; at < text.length; at += 1) {
    if (!LEADS.has(text.charCodeAt(at))) continue;
    const count = chineseAt(layer, at, units.length > 0 && units[units.length - 1] === at - 1);
    for (let step = 0; step < count; step += 1) units.push(at + step);
    at += Math.max(count - 1, 0);
  }
  return english > 0 && units.length > english ? units.sort((a, b) => a - b) : units;
};

import { KIND, kindOf } from './characters.ts';
import { latinWords } from './latin-words.ts';
import { BREAK, type Layer } from './text-view.ts';

const LONGEST_BLOCK = 6;
const SHORT_BLOCK = 2;
const LONGEST_PHRASE = 3;
/** Doubled, these are a stutter; other characters may be doubled by grammar (看看, 妈妈) and lose only a third copy. */
const STUTTERED = new Set('你我他这那就跟给从在把让咱');
/** Repeated digits are meant. */
const NUMERALS = new Set('零一二三四五六七八九十百千万亿幺');
const NUMBER_WORDS = new Set(
  'zero oh one two three four five six seven eight nine ten double triple'.split(' '),
);

const isBlockUnit = (layer: Layer, at: number) =>
  kindOf(layer.text.charCodeAt(at)) === KIND.IDEOGRAPHIC && !NUMERALS.has(layer.text[at] ?? '');

const isSameSentence = (layer: Layer, from: number, to: number) => {
  for (let at = from + 1; at <= to; at += 1) if ((layer.breaks[at] ?? 0) >= BREAK.SENTENCE) return false;
  return true;
};

const repeatsAt = (layer: Layer, at: number, size: number): boolean => {
  const { text } = layer;
  if (text.charCodeAt(at) !== text.charCodeAt(at + size) || at + 2 * size > text.length) return false;
  for (let step = 0; step < size; step += 1) {
    if (text.charCodeAt(at + step) !== text.charCodeAt(at + size + step) || !isBlockUnit(layer, at + step))
      return false;
  }
  if (size === 1 && !STUTTERED.has(text[at] ?? '') && text[at + 2] !== text[at]) return false;
  // 我，我借钱 is a stutter; in 你给我，我姓唐 the first word ends a clause of its own.
  const isBroken = size <= SHORT_BLOCK && (layer.breaks[at + size] ?? 0) > BREAK.NONE;
  if (isBroken && at > 0 && (layer.breaks[at] ?? 0) === BREAK.NONE) return false;
  return isSameSentence(layer, at, at + 2 * size - 1);
};

const blockSizeAt = (layer: Layer, at: number): number => {
  const unit = layer.text.charCodeAt(at);
  for (let size = 1; size <= LONGEST_BLOCK; size += 1)
    if (layer.text.charCodeAt(at + size) === unit && repeatsAt(layer, at, size)) return size;
  return 0;
};

const repeatedPhrases = (layer: Layer): number[] => {
  const words = latinWords(layer.text);
  const units: number[] = [];
  const isRepeat = (index: number, size: number) => {
    const first = words[index];
    const second = words[index + size];
    const last = words[index + 2 * size - 1];
    if (first === undefined || second === undefined || last === undefined) return false;
    for (let step = 0; step < size; step += 1) {
      const word = words[index + step]?.word ?? '';
      if (word !== words[index + size + step]?.word || NUMBER_WORDS.has(word)) return false;
    }
    const phrase = layer.text.slice(first.start, second.start);
    return (
      phrase === `${layer.text.slice(second.start, last.end)} ` &&
      isSameSentence(layer, first.start, last.end - 1)
    );
  };
  for (let index = 0; index < words.length; index += 1) {
    for (let size = 1; size <= LONGEST_PHRASE; size += 1) {
      if (!isRepeat(index, size)) continue;
      for (let at = words[index]?.start ?? 0; at < (words[index + size]?.start ?? 0); at += 1) units.push(at);
      index += size - 1;
      break;
    }
  }
  return units;
};

/**
 * The units of a layer that are said again right away, ascending: stutters (你你你), doubled phrases of up to six characters or three
 * English words (我跟你我跟你说, you need you need to). The last copy stays; so do digits, and repeats over a sentence end.
 */
export const repeatsIn = (layer: Layer): number[] => {
  const units = repeatedPhrases(layer);
  const english = units.length;
  for (let at = 0; at < layer.text.length; at += 1) {
    const size = blockSizeAt(layer, at);
    for (let step = 0; step < size; step += 1) units.push(at + step);
    at += Math.max(size - 1, 0);
  }
  return english > 0 && units.length > english ? units.sort((a, b) => a - b) : units;
};

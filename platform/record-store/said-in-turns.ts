import type { Highlight } from '../../contracts/call-search.ts';
import type { SearchPhrase } from './search-phrases.ts';
import { type SearchWord, wordsOf } from './search-words.ts';

/** Turns shown of one hit, at most. */
export const MAX_HIGHLIGHTS = 5;

interface SpokenTurn {
  readonly text: string;
}

/**
 * The first turns in which any of the phrases is said, with where. Computed from the stored text, never from an
 * index, so that both stores show the same and the offsets hold for evidence. Ranges are sorted and do not touch.
 */
export function highlightTurns(turns: readonly SpokenTurn[], phrases: readonly SearchPhrase[]): Highlight[] {
  const highlights: Highlight[] = [];
  for (const [turn, { text }] of turns.entries()) {
    if (highlights.length === MAX_HIGHLIGHTS) break;
    const words = wordsOf(text);
    const found = phrases.flatMap((phrase) => rangesOf(words, phrase));
    if (found.length > 0) highlights.push({ turn, text, ranges: joined(found) });
  }
  return highlights;
}

/**
 * How much a call is about the phrases, as a whole number: a phrase said n times weighs floor(1000·n / (n + 2)), that
 * for each of its pairs of neighbouring words, so that long phrases weigh more. It depends on the call alone, so it does not shift while records are added and is equal in both stores.
 */
export function saidWeight(turns: readonly SpokenTurn[], phrases: readonly SearchPhrase[]): number {
  const spoken = turns.map((turn) => wordsOf(turn.text));
  let weight = 0;
  for (const phrase of phrases) {
    const times = spoken.reduce((sum, words) => sum + rangesOf(words, phrase).length, 0);
    weight += Math.max(1, phrase.length - 1) * Math.floor((1000 * times) / (times + 2));
  }
  return weight;
}

function rangesOf(words: readonly SearchWord[], phrase: SearchPhrase): [number, number][] {
  const ranges: [number, number][] = [];
  for (let first = 0; first + phrase.length <= words.length; first += 1) {
    const from = words[first];
    const to = words[first + phrase.length - 1];
    const said = phrase.every((value, step) => words[first + step]?.value === value);
    if (said && from !== undefined && to !== undefined) ranges.push([from.start, to.end]);
  }
  return ranges;
}

function joined(ranges: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

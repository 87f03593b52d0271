import type { Highlight } from '../../contracts/call-search.ts';
import { askedTurns, type SaidQuestion, type SpokenCall } from './said-question.ts';
import type { NearPhrases, SearchPhrase } from './search-phrases.ts';
import { type SearchWord, wordsOf } from './search-words.ts';

/** Turns shown of one hit, at most. */
export const MAX_HIGHLIGHTS = 5;

interface SpokenTurn {
  readonly text: string;
}

/**
 * The first turns that are asked about in which any of the phrases is said, with where. Computed from the stored text,
 * never from an index, so that both stores show the same and the offsets hold for evidence. Ranges are sorted and do not touch.
 */
export function highlightTurns(call: SpokenCall, question: SaidQuestion): Highlight[] {
  const highlights: Highlight[] = [];
  for (const { turn, text } of askedTurns(call, question)) {
    if (highlights.length === MAX_HIGHLIGHTS) break;
    const words = wordsOf(text);
    const found = [
      ...question.phrases.flatMap((phrase) => rangesOf(words, phrase)),
      ...question.near.flatMap((near) => nearRanges(words, near)),
    ];
    if (found.length > 0) highlights.push({ turn, text, ranges: joined(found) });
  }
  return highlights;
}

/** Whether a call says all that is asked for. */
export function isSaid(call: SpokenCall, question: SaidQuestion): boolean {
  const turns = askedTurns(call, question).map(({ text }) => wordsOf(text));
  return (
    turns.length > 0 &&
    question.phrases.every((phrase) => turns.some((words) => rangesOf(words, phrase).length > 0)) &&
    question.near.every((near) => turns.some((words) => nearRanges(words, near).length > 0))
  );
}

/**
 * How much a call is about the phrases, as a whole number: a phrase said n times weighs floor(1000·n / (n + 2)), that
 * for each of its pairs of neighbouring words, so that long phrases weigh more. Whoever says it and when; near words weigh nothing. It depends on the call alone, so it does not shift while records are added and is equal in both stores.
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

/** Where a phrase stands: places of its first and last word. */
function placesOf(words: readonly SearchWord[], phrase: SearchPhrase): { first: number; last: number }[] {
  const places: { first: number; last: number }[] = [];
  for (let first = 0; first + phrase.length <= words.length; first += 1)
    if (phrase.every((value, step) => words[first + step]?.value === value))
      places.push({ first, last: first + phrase.length - 1 });
  return places;
}

function rangesOf(words: readonly SearchWord[], phrase: SearchPhrase): [number, number][] {
  return placesOf(words, phrase).map(({ first, last }) => rangeOf(words, first, last));
}

const rangeOf = (words: readonly SearchWord[], first: number, last: number): [number, number] => [
  words[first]?.start ?? 0,
  words[last]?.end ?? 0,
];

/** Ranges of phrases that stand near each other: for each as the leftmost, the first of each other behind its start. */
function nearRanges(words: readonly SearchWord[], { phrases, between }: NearPhrases): [number, number][] {
  const widest = between + phrases.reduce((sum, phrase) => sum + phrase.length, 0);
  const places = phrases.map((phrase) => placesOf(words, phrase));
  return places.flat().flatMap(({ first: left }) => {
    const group = places.map((ofOne) => ofOne.find(({ first }) => first >= left));
    const whole = group.filter((place) => place !== undefined);
    const right = Math.max(...whole.map(({ last }) => last));
    if (whole.length < phrases.length || right - left + 1 > widest) return [];
    return whole.map(({ first, last }) => rangeOf(words, first, last));
  });
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

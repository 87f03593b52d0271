import { wordsOf } from './search-words.ts';

/** Folded words that must follow each other within one turn. Never empty. */
export type SearchPhrase = readonly string[];

/** Phrases that must be said in one turn, in any order, with at most so many other words between the outermost. */
export interface NearPhrases {
  readonly phrases: readonly SearchPhrase[];
  readonly between: number;
}

export interface SearchedText {
  readonly phrases: readonly SearchPhrase[];
  readonly near: readonly NearPhrases[];
}

/** Turns lie further apart in the index than this, so that nearness never goes from one turn to the next. */
const MOST_BETWEEN = 50;
const PIECE = /["“”]([^"“”]*)(?:["“”](?:[~～](\d{1,4}))?)?|[^\s"“”]+/gu;

/**
 * What a text query asks for: all of it must be said. Pieces between spaces and words in quotes are phrases; behind
 * quotes, ~5 makes the pieces in them near each other. Pieces of punctuation only are left out, so the result may be empty: such a
 * query finds nothing.
 */
export function searchedText(query: string): SearchedText {
  const phrases: SearchPhrase[] = [];
  const near: NearPhrases[] = [];
  for (const [piece, quoted, between] of query.matchAll(PIECE)) {
    const pieces = between === undefined ? [quoted ?? piece] : (quoted ?? '').split(/\s+/);
    const found = distinct(pieces.map((one) => wordsOf(one).map((word) => word.value)));
    if (found.length > 1) near.push({ phrases: found, between: Math.min(Number(between), MOST_BETWEEN) });
    else phrases.push(...found);
  }
  return { phrases, near };
}

function distinct(phrases: readonly SearchPhrase[]): SearchPhrase[] {
  const byWords = new Map(phrases.map((phrase) => [phrase.join(' '), phrase]));
  return [...byWords.values()].filter((phrase) => phrase.length > 0);
}

/** What stands between the words of a pair; part of the index, not to be changed. */
export const PAIR_JOIN = '·';

/**
 * Neighbouring words joined in pairs, as both stores index them: a phrase of n words is a run of n−1 pairs. One word
 * alone has no pair. The joining dot is no word character, so pairs never look like words.
 */
export function wordPairs(words: readonly string[]): string[] {
  return words.slice(1).map((word, index) => `${words[index]}${PAIR_JOIN}${word}`);
}

import { wordsOf } from './search-words.ts';

/** Folded words that must follow each other within one turn. Never empty. */
export type SearchPhrase = readonly string[];

const PIECE = /["“”]([^"“”]*)["“”]?|[^\s"“”]+/gu;

/**
 * What a text query asks for: every phrase must be said. Pieces between spaces and words in quotes are phrases;
 * pieces of punctuation only are left out, so the result may be empty: such a query finds nothing.
 */
export function searchPhrases(query: string): SearchPhrase[] {
  const phrases: SearchPhrase[] = [];
  for (const [piece, quoted] of query.matchAll(PIECE)) {
    const words = wordsOf(quoted ?? piece).map((word) => word.value);
    if (words.length > 0) phrases.push(words);
  }
  return phrases;
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

import { type SearchPhrase, wordPairs } from '../search-phrases.ts';
import { wordsOf } from '../search-words.ts';

/** Parts the turns, so that no phrase runs over from one to the next. No query holds it: it is no word. */
const TURN_END = '¶';

/** What the columns of call_text index of a call: its words, and their neighbouring pairs. */
export function indexedText(turns: readonly { readonly text: string }[]): { words: string; pairs: string } {
  const spoken = turns.map((turn) => wordsOf(turn.text).map((word) => word.value));
  const separated = (each: readonly (readonly string[])[]) =>
    each.map((tokens) => tokens.join(' ')).join(` ${TURN_END} `);
  return { words: separated(spoken), pairs: separated(spoken.map(wordPairs)) };
}

/** The FTS5 query for one phrase. Its words are letters and digits only, so they need no escape. */
export function matchExpression(phrase: SearchPhrase): string {
  return phrase.length === 1 ? `words : "${phrase[0]}"` : `pairs : "${wordPairs(phrase).join(' ')}"`;
}

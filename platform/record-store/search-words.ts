/** A searchable word: one Chinese, Japanese or Korean character, or a run of other letters and digits. */
export interface SearchWord {
  /** Folded: lower case, narrow letters, at most {@link MAX_WORD_LENGTH} UTF-16 units. */
  readonly value: string;
  /** UTF-16 offsets in the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export const MAX_WORD_LENGTH = 100;

const WRITTEN_WITHOUT_SPACES = ['Han', 'Hiragana', 'Katakana', 'Hangul'];

/**
 * The one definition of a word, as a regular expression. `script` writes a Unicode script in the dialect that will
 * run it (`\p{Script=Han}` here, `\p{IsHan}` in Java), so that both stores cut texts alike.
 */
export function wordPattern(script: (name: string) => string): string {
  const character = `[${WRITTEN_WITHOUT_SPACES.map(script).join('')}]`;
  return `${character}|(?:(?!${character})[\\p{L}\\p{M}\\p{Nd}])+`;
}

const WORD = new RegExp(
  wordPattern((name) => `\\p{Script=${name}}`),
  'gu',
);

export function wordsOf(text: string): SearchWord[] {
  const words: SearchWord[] = [];
  for (const match of text.matchAll(WORD)) {
    words.push({ value: fold(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return words;
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_SHIFT = 0xfee0;

/** Character by character, as Lucene does it: no final sigma, no dotted i of two characters. */
function fold(word: string): string {
  const narrow = word.replace(FULL_WIDTH, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_SHIFT),
  );
  let folded = '';
  for (const character of narrow) {
    const [lower = character] = character.toLowerCase();
    folded += lower;
  }
  return folded.slice(0, MAX_WORD_LENGTH);
}

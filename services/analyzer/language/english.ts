// The root import of natural loads database clients and reads .env; this deep import does neither. No other file may import it.
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js';
import { latinWords } from './latin-words.ts';

/** Gives the stem of a lower-case English word: garnishing and garnishment are both garnish. */
export type Stem = (word: string) => string;

const MOST_REMEMBERED = 20_000;

/** A Porter stemmer that remembers the words it has met, up to 20,000. A possessive 's is taken off first. */
export const createStemmer = (): Stem => {
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const stem = porter.stem(word.replace(/'s$/, ''));
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(word, stem);
    return stem;
  };
};

/** A text with its Latin words stemmed; unit `i` stands for units `[starts[i], ends[i])` of the text it was made from. */
export interface StemmedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Stems the Latin words of a folded text. The last unit of a stem stands for the rest of its word, so that hits cover whole words. */
export const stemText = (text: string, stem: Stem): StemmedText => {
  let stemmed = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const copy = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) {
      starts.push(at);
      ends.push(at + 1);
    }
    stemmed += text.slice(from, to);
  };
  let done = 0;
  for (const { start, end, word } of latinWords(text)) {
    copy(done, start);
    const root = stem(word);
    for (let at = 0; at < root.length; at += 1) {
      const place = Math.min(start + at, end - 1);
      starts.push(place);
      ends.push(at === root.length - 1 ? end : place + 1);
    }
    stemmed += root;
    done = end;
  }
  copy(done, text.length);
  return { text: stemmed, starts, ends };
};

import { createAutomaton } from './automaton.ts';
import { EXPAND, FOLD } from './characters.ts';
import { createColumnWords } from './column-words.ts';
import { normaliseTerm } from './normalise-text.ts';
import { isWhole, runsOver } from './whole-words.ts';

/** A word or phrase to find; several terms may share an id or a text. */
export interface Term {
  readonly id: string;
  readonly text: string;
}

/** One word of each column, directly behind one another: what every combination would be as a term, in one. */
export interface ColumnTerm {
  readonly id: string;
  /** Two or more. */
  readonly columns: readonly (readonly string[])[];
}

/** An occurrence of the term `terms[term]` at units `[start, end)` of the text. */
export interface Hit {
  readonly id: string;
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

export interface Matcher {
  /** Every occurrence of every term, overlapping ones too. Linear in the text and the hits. */
  readonly find: (text: string) => Hit[];
  /** The same, told one by one in the order in which their first words end. */
  readonly scan: (text: string, visit: (term: number, start: number, end: number) => void) => void;
  /** Indexes of terms of which normalisation leaves nothing; they never match. */
  readonly empty: readonly number[];
}

const UNITS = 0x10000;
const SPACE = 0x20;

/** Each code unit to the class of its folded form; class 0 occurs in no term. Frequent characters get the low classes. */
const classify = (texts: Iterable<string>): { classes: Uint16Array; count: number } => {
  const counts = new Uint32Array(UNITS);
  for (const text of texts)
    for (let at = 0; at < text.length; at += 1)
      counts[text.charCodeAt(at)] = (counts[text.charCodeAt(at)] ?? 0) + 1;
  const order = [...counts.keys()].filter((unit) => (counts[unit] ?? 0) > 0);
  order.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const classOf = new Uint16Array(UNITS);
  for (const [index, unit] of order.entries()) classOf[unit] = index + 1;
  const classes = new Uint16Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const folded = FOLD[unit] ?? unit;
    classes[unit] = folded > EXPAND ? (classOf[folded] ?? 0) : 0;
  }
  return { classes, count: order.length };
};

/** What a pattern of the automaton stands for. */
interface Meaning {
  readonly length: number;
  readonly terms: number[];
  /** Terms with columns that begin with it; those that follow are numbered from `first` to below `last`. */
  readonly leads: { readonly term: number; readonly first: number; readonly last: number }[];
}

/**
 * Compiles terms into one automaton. Terms are normalised as {@link normaliseTerm} does; text is folded unit by unit while it is
 * read, so that it may be a view's text or an original, and offsets are those of the text given.
 */
export const createMatcher = (terms: readonly (Term | ColumnTerm)[]): Matcher => {
  const meanings = new Map<string, Meaning>();
  const empty: number[] = [];
  const meaningOf = (text: string): Meaning => {
    const known = meanings.get(text);
    if (known) return known;
    const meaning: Meaning = { length: text.length, terms: [], leads: [] };
    meanings.set(text, meaning);
    return meaning;
  };
  const following: string[][] = [];
  for (const [index, term] of terms.entries()) {
    if ('text' in term) {
      const text = normaliseTerm(term.text);
      if (text === '') empty.push(index);
      else meaningOf(text).terms.push(index);
      continue;
    }
    const [first = [], ...rest] = term.columns.map((words) => [
      ...new Set(words.map(normaliseTerm).filter((text) => text !== '')),
    ]);
    const place = { term: index, first: following.length, last: following.length + rest.length };
    for (const text of first) meaningOf(text).leads.push(place);
    following.push(...rest);
  }
  const { classes, count } = classify([...meanings.keys(), ...following.flat()]);
  const encode = (text: string) => {
    let encoded = '';
    for (let at = 0; at < text.length; at += 1)
      encoded += String.fromCharCode(classes[text.charCodeAt(at)] ?? 0);
    return encoded;
  };
  const encoded = new Map([...meanings].map(([text, meaning]) => [encode(text), meaning]));
  const patterns = [...encoded.keys()].sort();
  const meaningAt = patterns.map((pattern) => encoded.get(pattern));
  const automaton = createAutomaton(patterns, count);
  const columnWords = createColumnWords(
    following.map((words) => words.map(encode)),
    count,
  );

  /** Adds the ends of the words of a column that stand directly behind a place. */
  const step = (text: string, from: number, column: number, ends: number[]): void => {
    const isSpaced = text.charCodeAt(from) === SPACE;
    const at = isSpaced ? from + 1 : from;
    if (columnWords.mayBegin(text, classes, at, column) && (isSpaced || !runsOver(text, at)))
      columnWords.endsFrom(text, classes, at, column, ends);
  };
  /** Where a term with columns may end that begins with a word ending at a place. */
  const endsOf = (text: string, first: number, last: number, from: number): readonly number[] => {
    let reached: number[] = [];
    step(text, from, first, reached);
    for (let column = first + 1; column < last && reached.length > 0; column += 1) {
      const next: number[] = [];
      for (const at of reached) step(text, at, column, next);
      reached = next;
    }
    return reached;
  };
  const scan: Matcher['scan'] = (text, visit) =>
    automaton.scan(text, classes, (pattern, end) => {
      const meaning = meaningAt[pattern];
      if (meaning === undefined) return;
      const start = end - meaning.length;
      if (meaning.terms.length > 0 && isWhole(text, start, end))
        for (const term of meaning.terms) visit(term, start, end);
      if (meaning.leads.length === 0 || runsOver(text, start)) return;
      for (const { term, first, last } of meaning.leads)
        for (const stop of endsOf(text, first, last, end))
          if (isWhole(text, start, stop)) visit(term, start, stop);
    });
  return {
    empty,
    scan,
    find: (text) => {
      const hits: Hit[] = [];
      scan(text, (term, start, end) => hits.push({ id: terms[term]?.id ?? '', term, start, end }));
      return hits;
    },
  };
};

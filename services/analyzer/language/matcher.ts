import { createAutomaton } from './automaton.ts';
import { EXPAND, FOLD, KIND, kindOf } from './characters.ts';
import { normaliseTerm } from './normalise-text.ts';
import { textOf } from './text-view.ts';

/** A word or phrase to find; several terms may share an id or a text. */
export interface Term {
  readonly id: string;
  readonly text: string;
}

/** An occurrence of the term `terms[term]` at units `[start, end)` of the text. */
export interface Hit {
  readonly id: string;
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

export interface Matcher {
  /** Every occurrence of every term, overlapping ones too, ordered by end. Linear in the text and the hits. */
  readonly find: (text: string) => Hit[];
  /** Indexes of terms of which normalisation leaves nothing; they never match. */
  readonly empty: readonly number[];
}

const UNITS = 0x10000;
const APOSTROPHE = 0x27;

/** Each code unit to the class of its folded form; class 0 occurs in no term. Frequent characters get the low classes. */
const classify = (texts: readonly string[]): { classes: Uint16Array; count: number } => {
  const counts = new Map<number, number>();
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  const order = [...counts].sort(([a, often], [b, rare]) => rare - often || a - b).map(([unit]) => unit);
  const classOf = new Uint16Array(UNITS);
  for (const [index, unit] of order.entries()) classOf[unit] = index + 1;
  const classes = new Uint16Array(UNITS);
  for (let unit = 0; unit < UNITS; unit += 1) {
    const folded = FOLD[unit] ?? unit;
    classes[unit] = folded > EXPAND ? (classOf[folded] ?? 0) : 0;
  }
  return { classes, count: order.length };
};

const kindAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit === APOSTROPHE ? KIND.ALPHABETIC : kindOf(FOLD[unit] ?? unit);
};

const isPossessive = (text: string, at: number) =>
  text.charCodeAt(at) === APOSTROPHE && text[at + 1] === 's' && kindAt(text, at + 2) !== KIND.ALPHABETIC;

/** Latin words and numbers match whole: pay is not in payment, 110 not in 13110; a possessive 's may follow. */
const isWhole = (text: string, start: number, end: number): boolean => {
  const first = kindAt(text, start);
  if ((first === KIND.ALPHABETIC || first === KIND.DIGIT) && start > 0 && kindAt(text, start - 1) === first)
    return false;
  const last = kindAt(text, end - 1);
  if ((last !== KIND.ALPHABETIC && last !== KIND.DIGIT) || end >= text.length) return true;
  return kindAt(text, end) !== last || isPossessive(text, end);
};

/**
 * Compiles terms into one automaton. Terms are normalised as {@link normaliseTerm} does; text is folded unit by unit while it is
 * read, so that it may be a view's text or an original, and offsets are those of the text given.
 */
export const createMatcher = (terms: readonly Term[]): Matcher => {
  const termsOf = new Map<string, number[]>();
  const empty: number[] = [];
  for (const [index, term] of terms.entries()) {
    const text = normaliseTerm(term.text);
    const same = termsOf.get(text);
    if (text === '') empty.push(index);
    else if (same === undefined) termsOf.set(text, [index]);
    else same.push(index);
  }
  const { classes, count } = classify([...termsOf.keys()]);
  const encode = (text: string) =>
    textOf(Array.from({ length: text.length }, (_, at) => classes[text.charCodeAt(at)] ?? 0));
  const patterns = [...termsOf]
    .map(([text, members]) => ({ encoded: encode(text), members }))
    .sort((a, b) => (a.encoded < b.encoded ? -1 : 1));
  const automaton = createAutomaton(
    patterns.map(({ encoded }) => encoded),
    count,
  );
  return {
    empty,
    find: (text) => {
      const hits: Hit[] = [];
      automaton.scan(text, classes, (pattern, end) => {
        const found = patterns[pattern];
        if (found === undefined) return;
        const start = end - found.encoded.length;
        if (!isWhole(text, start, end)) return;
        for (const term of found.members) hits.push({ id: terms[term]?.id ?? '', term, start, end });
      });
      return hits;
    },
  };
};

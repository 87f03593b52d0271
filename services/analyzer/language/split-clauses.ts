import { BREAK, type Layer, type Span, spansOf } from './text-view.ts';

/** Units `[start, end)` of a layer between two clause ends, with the original text they stand for. */
export interface Clause {
  readonly start: number;
  readonly end: number;
  readonly spans: readonly Span[];
  /** Whether a sentence (or a finished turn) ends with this clause, or only a clause. */
  readonly closes: 'clause' | 'sentence';
}

/**
 * The clauses of a view in order; together they cover it. Clauses end at , ; : brackets, dashes and …, sentences at 。 . ! ? and line
 * ends; 、 and pauses end neither. Text of a recogniser without punctuation was cut softly when it was normalised.
 */
export const splitClauses = (layer: Layer): Clause[] => {
  const clauses: Clause[] = [];
  const { length } = layer.text;
  let start = 0;
  for (let at = 1; at <= length; at += 1) {
    const level = layer.breaks[at] ?? BREAK.NONE;
    if (at < length && level < BREAK.CLAUSE) continue;
    const closes = level >= BREAK.SENTENCE || at === length ? 'sentence' : 'clause';
    const from = layer.text[start] === ' ' ? start + 1 : start;
    const to = layer.text[at - 1] === ' ' ? at - 1 : at;
    clauses.push({ start, end: at, spans: spansOf(layer, from, to), closes });
    start = at;
  }
  return clauses;
};

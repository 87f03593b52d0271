import { createCoverage } from './coverage.ts';
import { createStemmer, stemText } from './english.ts';
import { type ColumnTerm, createMatcher } from './matcher.ts';
import { normaliseTerm } from './normalise-text.ts';
import { createSoundMatcher, type SoundRefusal, type SoundTerm } from './sound-matcher.ts';
import { BREAK, type Layer, strongestBreak, type View } from './text-view.ts';

/** A term of a rulebook. `sound` makes it match by sound too, `stem` by the stems of its English words. */
export interface FindableTerm {
  readonly id: string;
  readonly text: string;
  readonly stem?: boolean;
  readonly sound?: SoundTerm['sound'];
}

/** A term found: units `[start, end)` of the view (empty where the term is all hesitation). */
export interface TermHit {
  readonly id: string;
  readonly term: number;
  readonly kind: 'text' | 'stem' | 'sound';
  readonly start: number;
  readonly end: number;
  /** Of a sound hit: how many characters are the term's own, how many syllables only confusable. */
  readonly sound?: { readonly identical: number; readonly confused: number };
}

export interface TermFinder {
  /** All hits in a turn or in joined turns, ordered by place. One linear pass for each way of matching in use. */
  readonly find: (view: View) => TermHit[];
  /** Indexes of terms of which normalisation leaves nothing. */
  readonly empty: readonly number[];
  /** Terms marked for sound that are too short or not Chinese; they still match by text. */
  readonly refused: readonly SoundRefusal[];
}

const ACROSS_CLAUSES = 4;
const ACROSS_PAUSES = 3;
const SOUND_ACROSS_PAUSES = 4;

const LATIN = /[a-z]/;

const isParted = (layer: Layer, at: number) =>
  at === 0 || at === layer.text.length || (layer.breaks[at] ?? 0) >= BREAK.PAUSE;

/**
 * Whether a hit may span the breaks inside it. No term runs over a sentence end. Over a comma, which recognisers misplace, only four
 * characters or more (你先回去，死活不还 holds no 去死); over a pause three, or two of which one stands alone, as in letter-spacing.
 */
const isPlausible = (layer: Layer, start: number, end: number, kind: TermHit['kind']): boolean => {
  const level = strongestBreak(layer, start, end);
  const length = end - start;
  if (level === BREAK.NONE) return true;
  if (kind === 'sound') return level === BREAK.PAUSE && length >= SOUND_ACROSS_PAUSES;
  if (level >= BREAK.SENTENCE) return false;
  if (level === BREAK.CLAUSE) return length >= ACROSS_CLAUSES;
  return (
    length >= ACROSS_PAUSES ||
    (isParted(layer, start + 1) && (isParted(layer, start) || isParted(layer, end)))
  );
};

/** Says whether a hit lies inside another of the same term. */
const coveredBy = (others: readonly TermHit[]) => {
  const hitsOf = new Map<number, TermHit[]>();
  for (const hit of others) {
    const known = hitsOf.get(hit.term);
    if (known) known.push(hit);
    else hitsOf.set(hit.term, [hit]);
  }
  const coverage = new Map([...hitsOf].map(([term, hits]) => [term, createCoverage(hits)]));
  return ({ term, start, end }: TermHit): boolean => coverage.get(term)?.covers(start, end) ?? false;
};

/** Compiles the terms of a rulebook for all ways of matching; see {@link createMatcher} and {@link createSoundMatcher}. */
export const createTermFinder = (terms: readonly (FindableTerm | ColumnTerm)[]): TermFinder => {
  const stem = createStemmer();
  const matcher = createMatcher(terms);
  const spelled = terms.map((term) => ('text' in term ? term : null));
  const stemmed = spelled.flatMap((term, index) =>
    term?.stem ? { id: term.id, text: stemText(normaliseTerm(term.text), stem).text, index } : [],
  );
  const sounding = spelled.flatMap((term, index) =>
    term?.sound ? { ...term, sound: term.sound, index } : [],
  );
  const stemMatcher = stemmed.length > 0 ? createMatcher(stemmed) : null;
  const soundMatcher = sounding.length > 0 ? createSoundMatcher(sounding) : null;
  const idOf = (term: number) => terms[term]?.id ?? '';

  const findText = (layer: Layer): TermHit[] => {
    const hits: TermHit[] = [];
    matcher.scan(layer.text, (term, start, end) => {
      if (isPlausible(layer, start, end, 'text'))
        hits.push({ id: idOf(term), term, kind: 'text', start, end });
    });
    return hits;
  };

  const findHesitant = ({ plain, fromPlain }: View, fluent: readonly TermHit[]): TermHit[] => {
    if (fromPlain === null) return [];
    const moved = findText(plain).map((hit) => ({
      ...hit,
      start: fromPlain[hit.start] ?? 0,
      end: fromPlain[hit.end] ?? 0,
    }));
    const isCovered = coveredBy(fluent);
    return moved.filter((hit) => !isCovered(hit));
  };

  const findStems = (view: View): TermHit[] => {
    if (stemMatcher === null || !LATIN.test(view.text)) return [];
    const { text, starts, ends } = stemText(view.text, stem);
    return stemMatcher.find(text).flatMap((hit) => {
      const start = starts[hit.start] ?? 0;
      const end = ends[hit.end - 1] ?? 0;
      const term = stemmed[hit.term]?.index ?? 0;
      return isPlausible(view, start, end, 'stem') ? [{ id: hit.id, term, kind: 'stem', start, end }] : [];
    });
  };

  const findSounds = (view: View): TermHit[] =>
    (soundMatcher?.find(view.text) ?? []).flatMap(({ id, term, start, end, identical, confused }) => {
      if (!isPlausible(view, start, end, 'sound')) return [];
      const sound = { identical, confused };
      return [{ id, term: sounding[term]?.index ?? 0, kind: 'sound', start, end, sound }];
    });

  return {
    empty: matcher.empty,
    refused: (soundMatcher?.refused ?? []).map((refusal) => ({
      ...refusal,
      term: sounding[refusal.term]?.index ?? 0,
    })),
    find: (view) => {
      const hits = findText(view);
      for (const hit of findHesitant(view, hits)) hits.push(hit);
      const others = [...findStems(view), ...findSounds(view)];
      if (others.length > 0) {
        const isCovered = coveredBy(hits);
        for (const hit of others) if (!isCovered(hit)) hits.push(hit);
      }
      return hits.sort((a, b) => a.start - b.start || a.end - b.end || a.term - b.term);
    },
  };
};

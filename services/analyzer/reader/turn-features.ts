import { createStemmer } from '../language/english.ts';
import { SYLLABLES } from '../language/pinyin.ts';
import type { TurnContext } from './turn-context.ts';

/** Takes a piece of a source: units [start, end). */
export type TakePiece = (start: number, end: number) => void;

/**
 * A kind of feature: pieces of some text of a turn. Features of one kind are scaled to length one together, then by the
 * weight. Pieces are places, not strings: a call has thousands of them.
 */
export interface FeatureKind {
  readonly name: string;
  readonly weight: number;
  readonly source: (context: TurnContext) => string;
  /** Stands before every piece, for example the party that listens. */
  readonly prefix: (context: TurnContext) => string;
  readonly pieces: (source: string, take: TakePiece) => void;
}

const SPACE = 0x20;
const NO_PREFIX = () => '';

const grams = (shortest: number, longest: number) => (source: string, take: TakePiece) => {
  for (let start = 0; start < source.length; start += 1) {
    const last = Math.min(start + longest, source.length);
    for (let end = start + shortest; end <= last; end += 1) take(start, end);
  }
};

/** Runs of whole words; words are parted by single spaces. */
const wordGrams = (shortest: number, longest: number) => (source: string, take: TakePiece) => {
  let start = 0;
  while (start < source.length) {
    let end = start;
    for (let words = 1; words <= longest && end <= source.length; words += 1) {
      const next = source.indexOf(' ', end === start ? start : end + 1);
      end = next < 0 ? source.length : next;
      if (words >= shortest) take(start, end);
      if (end === source.length) break;
    }
    const following = source.indexOf(' ', start);
    if (following < 0) return;
    start = following + 1;
  }
};

/** Pieces of words with the spaces around them, never across words. */
const gramsInWords = (shortest: number, longest: number) => (source: string, take: TakePiece) => {
  for (let start = 0; start < source.length; start += 1) {
    for (let end = start + 1; end <= source.length && end - start <= longest; end += 1) {
      if (end - start >= shortest) take(start, end);
      if (end - start > 1 && source.charCodeAt(end - 1) === SPACE) break;
    }
  }
};

/** Numbers differ from call to call; that there is one is what tells. */
const withoutNumbers = (text: string) => text.replace(/[0-9]+/g, '0');

/** One unit a syllable, confusable ones alike. */
const soundsOf = (text: string): string => {
  let sounds = '';
  for (let at = 0; at < text.length; at += 1)
    sounds += String.fromCharCode(SYLLABLES.fuzzy[text.charCodeAt(at)] ?? 0);
  return sounds;
};

const partyPrefix = ({ party }: TurnContext) => `${party}|`;
const facts: FeatureKind = {
  name: 'facts',
  weight: 0.6,
  source: (context) => context.facts.join(' '),
  prefix: NO_PREFIX,
  pieces: wordGrams(1, 1),
};

/** What families of words the rules' authors would have heard: their knowledge, whether a rule came of it or not. */
const heard: FeatureKind = {
  name: 'heard',
  weight: 0.8,
  source: (context) => context.heard.join(' '),
  prefix: NO_PREFIX,
  pieces: wordGrams(1, 1),
};

/** Mandarin and Cantonese: characters, their sounds, who listens, what was said before and answered. */
export const CHINESE_FEATURES: readonly FeatureKind[] = [
  {
    name: 'characters',
    weight: 1,
    source: ({ text }) => withoutNumbers(text),
    prefix: NO_PREFIX,
    pieces: grams(1, 4),
  },
  {
    name: 'sounds',
    weight: 0.7,
    source: ({ text }) => soundsOf(text),
    prefix: NO_PREFIX,
    pieces: grams(2, 3),
  },
  { name: 'listener', weight: 0.8, source: ({ text }) => text, prefix: partyPrefix, pieces: grams(2, 2) },
  { name: 'before', weight: 0.5, source: ({ before }) => before, prefix: NO_PREFIX, pieces: grams(1, 2) },
  {
    name: 'before that',
    weight: 0.3,
    source: ({ beforeThat }) => beforeThat,
    prefix: NO_PREFIX,
    pieces: grams(1, 2),
  },
  { name: 'after', weight: 0.4, source: ({ after }) => after, prefix: NO_PREFIX, pieces: grams(1, 2) },
  facts,
  heard,
];

/** English: words, stems and pieces of words, who listens, what was said before and answered. */
export function createEnglishFeatures(): readonly FeatureKind[] {
  const stem = createStemmer();
  const stems = (text: string) => withoutNumbers(text).split(' ').map(stem).join(' ');
  return [
    {
      name: 'words',
      weight: 1,
      source: ({ text }) => withoutNumbers(text),
      prefix: NO_PREFIX,
      pieces: wordGrams(1, 3),
    },
    {
      name: 'stems',
      weight: 0.8,
      source: ({ text }) => stems(text),
      prefix: NO_PREFIX,
      pieces: wordGrams(1, 2),
    },
    {
      name: 'characters',
      weight: 1,
      source: ({ text }) => ` ${withoutNumbers(text)} `,
      prefix: NO_PREFIX,
      pieces: gramsInWords(3, 5),
    },
    {
      name: 'listener',
      weight: 0.8,
      source: ({ text }) => stems(text),
      prefix: partyPrefix,
      pieces: wordGrams(1, 1),
    },
    {
      name: 'before',
      weight: 0.5,
      source: ({ before }) => withoutNumbers(before),
      prefix: NO_PREFIX,
      pieces: wordGrams(1, 2),
    },
    {
      name: 'before that',
      weight: 0.3,
      source: ({ beforeThat }) => withoutNumbers(beforeThat),
      prefix: NO_PREFIX,
      pieces: wordGrams(1, 1),
    },
    {
      name: 'after',
      weight: 0.4,
      source: ({ after }) => withoutNumbers(after),
      prefix: NO_PREFIX,
      pieces: wordGrams(1, 2),
    },
    facts,
    heard,
  ];
}

/** The feature kinds of a language; their order is part of a model. */
export function featureKinds(language: 'zh' | 'en'): readonly FeatureKind[] {
  return language === 'zh' ? CHINESE_FEATURES : createEnglishFeatures();
}

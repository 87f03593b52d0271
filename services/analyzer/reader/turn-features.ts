import { createStemmer } from '../language/english.ts';
import { SYLLABLES } from '../language/pinyin.ts';
import { textOf } from '../language/text-view.ts';
import { grams, gramsInWords, type Pieces, wordGrams } from './pieces.ts';
import type { TurnContext } from './turn-context.ts';

/**
 * A kind of feature: pieces of some text of a turn. Features of one kind are scaled to length one together, then by the
 * weight.
 */
export interface FeatureKind {
  readonly name: string;
  readonly weight: number;
  readonly source: (context: TurnContext) => string;
  /** Stands before every piece, for example the party that listens. */
  readonly prefix: (context: TurnContext) => string;
  readonly pieces: Pieces;
}

const NO_PREFIX = () => '';

/** Several kinds, and the turns around, ask for the same form of a text: it is made once while it is in use. */
const remembering = (make: (text: string) => string) => {
  const known = new Map<string, string>();
  return (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, made);
    return made;
  };
};
const REMEMBERED = 64;

/** Numbers differ from call to call; that there is one is what tells. */
const withoutNumbers = (text: string) => (/[0-9]/.test(text) ? text.replace(/[0-9]+/g, '0') : text);

/** One unit a syllable, confusable ones alike. */
const soundsOf = (text: string): string =>
  textOf(Array.from({ length: text.length }, (_, at) => SYLLABLES.fuzzy[text.charCodeAt(at)] ?? 0));

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
  const stems = remembering((text) => withoutNumbers(text).split(' ').map(stem).join(' '));
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

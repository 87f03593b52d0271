import { createStemmer } from '../language/english.ts';
import { SYLLABLES } from '../language/pinyin.ts';
import type { TurnContext } from './turn-context.ts';

/** A kind of feature: features of one kind are scaled to length one together, then by the weight. */
export interface FeatureKind {
  readonly name: string;
  readonly weight: number;
  readonly of: (context: TurnContext) => Iterable<string>;
}

function* grams(text: string, shortest: number, longest: number): Iterable<string> {
  for (let length = shortest; length <= longest; length += 1) {
    for (let at = 0; at + length <= text.length; at += 1) yield text.slice(at, at + length);
  }
}

function* wordGrams(words: readonly string[], shortest: number, longest: number): Iterable<string> {
  for (let length = shortest; length <= longest; length += 1) {
    for (let at = 0; at + length <= words.length; at += 1) yield words.slice(at, at + length).join(' ');
  }
}

/** Numbers differ from call to call; that there is one is what tells. */
const withoutNumbers = (text: string) => text.replace(/[0-9]+/g, '0');

/** Mandarin and Cantonese: characters, their sounds, who listens, what was said before. */
export const CHINESE_FEATURES: readonly FeatureKind[] = [
  { name: 'characters', weight: 1, of: ({ text }) => grams(withoutNumbers(text), 1, 4) },
  {
    name: 'sounds',
    weight: 0.7,
    of: ({ text }) =>
      wordGrams(
        Array.from({ length: text.length }, (_, at) => String(SYLLABLES.fuzzy[text.charCodeAt(at)] ?? 0)),
        2,
        3,
      ),
  },
  {
    name: 'listener',
    weight: 0.8,
    *of({ text, party }) {
      for (const gram of grams(text, 2, 2)) yield `${party}|${gram}`;
    },
  },
  { name: 'before', weight: 0.5, of: ({ before }) => grams(before, 1, 2) },
  { name: 'before that', weight: 0.3, of: ({ beforeThat }) => grams(beforeThat, 1, 2) },
  { name: 'facts', weight: 0.6, of: ({ facts }) => facts },
];

/** English: words, stems and characters, who listens, what was said before. */
export function createEnglishFeatures(): readonly FeatureKind[] {
  const stem = createStemmer();
  const words = (text: string) => withoutNumbers(text).split(' ').filter(Boolean);
  return [
    { name: 'words', weight: 1, of: ({ text }) => wordGrams(words(text), 1, 3) },
    {
      name: 'stems',
      weight: 0.8,
      of: ({ text }) =>
        wordGrams(
          words(text).map((word) => stem(word)),
          1,
          2,
        ),
    },
    {
      name: 'characters',
      weight: 1,
      *of({ text }) {
        for (const word of words(text)) yield* grams(` ${word} `, 3, 5);
      },
    },
    {
      name: 'listener',
      weight: 0.8,
      *of({ text, party }) {
        for (const word of words(text)) yield `${party}|${stem(word)}`;
      },
    },
    { name: 'before', weight: 0.5, of: ({ before }) => wordGrams(words(before), 1, 2) },
    { name: 'before that', weight: 0.3, of: ({ beforeThat }) => words(beforeThat) },
    { name: 'facts', weight: 0.6, of: ({ facts }) => facts },
  ];
}

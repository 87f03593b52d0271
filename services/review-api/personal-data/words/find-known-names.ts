import { foldUnits } from '../../../analyzer/language/characters.ts';
import type { HeardText } from '../heard-text.ts';
import type { FoundData } from '../personal-span.ts';
import { NOT_NAMES } from './chinese-surnames.ts';

/** Names that the metadata of a call give away. */
export type KnownNames = readonly string[];

const CHINESE = /^[一-龥]+$/;
const FEWEST_LETTERS = 3;
const COMMON_WORDS = new Set('will may mark bill grant hope faith grace rich love chance case'.split(' '));

interface Pattern {
  readonly folded: string;
  readonly isWord: boolean;
  readonly mustBeCapital: boolean;
}

function patternsOf(name: string): Pattern[] {
  const folded = foldUnits(name.trim());
  if (folded === '') return [];
  if (CHINESE.test(folded)) {
    const given = folded.slice(1);
    const isUsed = given.length === 2 && !NOT_NAMES.has(given);
    return [folded, ...(isUsed ? [given] : [])]
      .filter(({ length }) => length > 1)
      .map((text) => ({ folded: text, isWord: false, mustBeCapital: false }));
  }
  return [...new Set([folded, ...folded.split(/[\s.]+/)])]
    .filter(({ length }) => length >= FEWEST_LETTERS)
    .map((text) => ({ folded: text, isWord: true, mustBeCapital: COMMON_WORDS.has(text) }));
}

/** Every mention of people whose names are known: the whole name, a given name alone, any part of an English one. */
export function createKnownNameFinder(
  names: KnownNames,
): (heard: Pick<HeardText, 'text' | 'folded'>) => FoundData[] {
  const patterns = [
    ...new Map(names.flatMap(patternsOf).map((pattern) => [pattern.folded, pattern])).values(),
  ];
  return ({ text, folded }) =>
    patterns.flatMap((pattern) => {
      const found: FoundData[] = [];
      const { length } = pattern.folded;
      for (
        let at = folded.indexOf(pattern.folded);
        at >= 0;
        at = folded.indexOf(pattern.folded, at + length)
      ) {
        const stands = !pattern.isWord || (!isLetter(folded[at - 1]) && !isLetter(folded[at + length]));
        const fits = !pattern.mustBeCapital || /[A-Z]/.test(text[at] ?? '');
        if (stands && fits) found.push({ kind: 'name', start: at, end: at + length });
      }
      return found;
    });
}

const isLetter = (character: string | undefined) => character !== undefined && /[a-z0-9]/.test(character);

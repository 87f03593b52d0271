import { FIRST_READINGS, SECOND_READINGS } from './pinyin.table.ts';

const AS_HU: ReadonlyMap<string, string> = new Map([
  ['a', 'hua'],
  ['o', 'huo'],
  ['u', 'hu'],
  ['ei', 'hui'],
  ['ou', 'hou'],
  ['an', 'huan'],
  ['en', 'hun'],
  ['ang', 'huan'],
  ['eng', 'hong'],
]);

/**
 * The class of syllables that recognisers and speakers confuse: zh/z, ch/c, sh/s, n/l/r at the start, f/hu, and an/ang, en/eng,
 * in/ing at the end. Any member of the class gives the same string.
 */
export const confusable = (syllable: string): string => {
  const labial = syllable.startsWith('f') ? AS_HU.get(syllable.slice(1)) : undefined;
  return (labial ?? syllable)
    .replace(/^([zcs])h/, '$1')
    .replace(/^[nr](?=[aeiouv])/, 'l')
    .replace(/([aei])ng$/, '$1n');
};

const entries = (table: string): [syllable: string, characters: string][] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [syllable = '', characters = ''] = line.split(':');
      return [syllable, characters];
    });

const UNITS = 0x10000;

/** Toneless syllables of Chinese characters as small numbers; 0 means no reading. Tables are indexed by folded code unit. */
export interface Syllables {
  /** The most frequent reading of a character. */
  readonly exact: Uint16Array;
  /** The confusable class of that reading. */
  readonly fuzzy: Uint16Array;
  readonly exactCount: number;
  readonly fuzzyCount: number;
  /** All common readings of a character, by `exact` and `fuzzy` number. */
  readonly readingsOf: (unit: number) => readonly { exact: number; fuzzy: number }[];
}

const buildSyllables = (): Syllables => {
  const exactIds = new Map<string, number>();
  const fuzzyIds = new Map<string, number>();
  const idOf = (ids: Map<string, number>, key: string) => {
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    return id;
  };
  const exact = new Uint16Array(UNITS);
  const fuzzy = new Uint16Array(UNITS);
  const second = new Map<number, { exact: number; fuzzy: number }>();
  for (const [table, isFirst] of [[FIRST_READINGS, true] as const, [SECOND_READINGS, false] as const]) {
    for (const [syllable, characters] of entries(table)) {
      const reading = { exact: idOf(exactIds, syllable), fuzzy: idOf(fuzzyIds, confusable(syllable)) };
      for (const character of characters) {
        const unit = character.charCodeAt(0);
        if (!isFirst) second.set(unit, reading);
        else {
          exact[unit] = reading.exact;
          fuzzy[unit] = reading.fuzzy;
        }
      }
    }
  }
  return {
    exact,
    fuzzy,
    exactCount: exactIds.size,
    fuzzyCount: fuzzyIds.size,
    readingsOf: (unit) => {
      const first = { exact: exact[unit] ?? 0, fuzzy: fuzzy[unit] ?? 0 };
      const other = second.get(unit);
      if (first.exact === 0) return [];
      return other === undefined ? [first] : [first, other];
    },
  };
};

/** The syllables of pinyin.table.ts. */
export const SYLLABLES: Syllables = buildSyllables();

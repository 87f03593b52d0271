import { createAutomaton } from './automaton.ts';
import { normaliseTerm } from './normalise-text.ts';
import { SYLLABLES } from './pinyin.ts';
import { textOf } from './text-view.ts';

/**
 * A Chinese term to find by its sound. `default` takes it from four characters on, `allowed` from three (one confusable syllable at
 * most), `forced` from two (two characters only by exact syllables).
 */
export interface SoundTerm {
  readonly id: string;
  readonly text: string;
  readonly sound?: 'default' | 'allowed' | 'forced';
}

/** Characters that sound like the term but are not it. */
export interface SoundHit {
  readonly kind: 'sound';
  readonly id: string;
  readonly term: number;
  readonly start: number;
  readonly end: number;
  /** How many characters are the term's own. */
  readonly identical: number;
  /** How many syllables are only confusable with the term's, not the same. */
  readonly confused: number;
}

/** Why a term is not matched by sound. */
export interface SoundRefusal {
  readonly term: number;
  readonly id: string;
  readonly reason: 'too_short' | 'not_chinese';
}

export interface SoundMatcher {
  readonly find: (text: string) => SoundHit[];
  readonly refused: readonly SoundRefusal[];
}

const SHORTEST = { default: 4, allowed: 3, forced: 2 } as const;
const MOST_VARIANTS = 16;
const STRICT_LENGTH = 3;

type By = 'exact' | 'fuzzy';

/** The spellings of a term in syllable numbers, one for each combination of readings, up to a limit. */
const spell = (text: string, by: By): string[] => {
  let spellings: number[][] = [[]];
  for (let at = 0; at < text.length; at += 1) {
    const ids = [...new Set(SYLLABLES.readingsOf(text.charCodeAt(at)).map((reading) => reading[by]))];
    const choices = spellings.length * ids.length > MOST_VARIANTS ? ids.slice(0, 1) : ids;
    spellings = spellings.flatMap((spelling) => choices.map((id) => [...spelling, id]));
  }
  return spellings.map(textOf);
};

const compile = (members: readonly { text: string; term: number }[], by: By) => {
  const termsOf = new Map<string, { text: string; term: number }[]>();
  for (const member of members) {
    for (const spelling of spell(member.text, by)) {
      const same = termsOf.get(spelling);
      if (same === undefined) termsOf.set(spelling, [member]);
      else same.push(member);
    }
  }
  const patterns = [...termsOf].sort(([a], [b]) => (a < b ? -1 : 1));
  const automaton = createAutomaton(
    patterns.map(([spelling]) => spelling),
    by === 'exact' ? SYLLABLES.exactCount : SYLLABLES.fuzzyCount,
  );
  return { patterns, automaton, classes: by === 'exact' ? SYLLABLES.exact : SYLLABLES.fuzzy };
};

const compare = (heard: string, text: string): { identical: number; confused: number } => {
  let identical = 0;
  let confused = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (heard[at] === text[at]) identical += 1;
    const sound = SYLLABLES.exact[heard.charCodeAt(at)] ?? 0;
    if (!SYLLABLES.readingsOf(text.charCodeAt(at)).some(({ exact }) => exact === sound)) confused += 1;
  }
  return { identical, confused };
};

/**
 * Compiles terms to be found by toneless pinyin with confusable initials and finals, in one pass over a view's text. A character of
 * the text has its most frequent reading; a term is tried with each common reading of its characters, so that a character which the
 * recogniser got right always agrees. The text of the term itself is not reported.
 */
export const createSoundMatcher = (terms: readonly SoundTerm[]): SoundMatcher => {
  const refused: SoundRefusal[] = [];
  const members: Record<By, { text: string; term: number }[]> = { exact: [], fuzzy: [] };
  for (const [term, { id, text: written, sound = 'default' }] of terms.entries()) {
    const text = normaliseTerm(written);
    const isChinese = [...text].every((letter) => SYLLABLES.readingsOf(letter.charCodeAt(0)).length > 0);
    if (!isChinese) refused.push({ term, id, reason: 'not_chinese' });
    else if (text.length < SHORTEST[sound]) refused.push({ term, id, reason: 'too_short' });
    else members[text.length < STRICT_LENGTH ? 'exact' : 'fuzzy'].push({ text, term });
  }
  const compiled = [compile(members.exact, 'exact'), compile(members.fuzzy, 'fuzzy')];
  return {
    refused,
    find: (text) => {
      const hits: SoundHit[] = [];
      for (const { patterns, automaton, classes } of compiled) {
        automaton.scan(text, classes, (pattern, end) => {
          for (const member of patterns[pattern]?.[1] ?? []) {
            const start = end - member.text.length;
            const heard = text.slice(start, end);
            const { identical, confused } = compare(heard, member.text);
            const isLoose = member.text.length <= STRICT_LENGTH && confused > 1;
            if (heard === member.text || isLoose) continue;
            hits.push({
              kind: 'sound',
              id: terms[member.term]?.id ?? '',
              term: member.term,
              start,
              end,
              identical,
              confused,
            });
          }
        });
      }
      return hits;
    },
  };
};

import { suppressCovered } from '../language/suppress.ts';
import { createTermFinder, type TermHit } from '../language/term-finder.ts';
import type { LinkedGroup, LinkedPhrase, LinkedTerm } from '../rulebook/rulebook.ts';
import type { Hit, Line } from './scene.ts';

/** Hits of one line by group number, each list by start. */
export type LineHits = ReadonlyMap<number, readonly Hit[]>;

export interface TermIndex {
  /** Number of a group, or undefined where it is not in the index. */
  numberOf(group: LinkedGroup): number | undefined;
  /** Numbers of the groups of a rule or guard by name; asked for in every call, so remembered. */
  numbersIn(groups: ReadonlyMap<string, LinkedGroup>): ReadonlyMap<string, GroupNumber>;
  /** All words of all groups in one pass over the line. */
  find(line: Line): LineHits;
}

export interface GroupNumber {
  readonly number: number | undefined;
  /** Amounts of money are hits of the group too. */
  readonly takesAmounts: boolean;
}

interface Entry {
  /** A word, or words in columns. */
  readonly sought: LinkedTerm | LinkedPhrase;
  /** Groups that look for it. */
  readonly groups: number[];
  /** Groups in which it is a harmless longer phrase. */
  readonly allowedIn: number[];
}

const KINDS = { text: 'exact', stem: 'stem', sound: 'sound' } as const;
const isPhrase = (sought: LinkedTerm | LinkedPhrase): sought is LinkedPhrase => Array.isArray(sought);

/**
 * Gathers the words of every group into one finder, so that cost depends on the text and its hits, not on the number of
 * rules. Groups with equal words share their entries.
 */
export function createTermIndex(groups: readonly LinkedGroup[]): TermIndex {
  const numbers = new Map<LinkedGroup, number>();
  const entries: Entry[] = [];
  const byText = { plain: new Map<string, Entry>(), marked: new Map<string, Entry>() };
  const added = (sought: Entry['sought']): Entry => {
    const entry: Entry = { sought, groups: [], allowedIn: [] };
    entries.push(entry);
    return entry;
  };
  const entryOf = (term: LinkedTerm): Entry => {
    const isMarked = term.sound || term.stem;
    const key = isMarked ? `${term.sound ? 's' : ''}${term.stem ? 'w' : ''}:${term.text}` : term.text;
    const known = isMarked ? byText.marked : byText.plain;
    const entry = known.get(key) ?? added(term);
    known.set(key, entry);
    return entry;
  };
  const phraseEntries = new Map<LinkedPhrase, Entry>();
  for (const group of new Set(groups)) {
    const number = numbers.size;
    numbers.set(group, number);
    for (const term of group.terms) entryOf(term).groups.push(number);
    for (const text of group.allow) entryOf({ text, sound: false, stem: false }).allowedIn.push(number);
    for (const phrase of group.phrases) {
      const entry = phraseEntries.get(phrase) ?? added(phrase);
      phraseEntries.set(phrase, entry);
      entry.groups.push(number);
    }
  }
  const finder = createTermFinder(entries.map(({ sought }) => findable(sought)));
  const known = new WeakMap<ReadonlyMap<string, LinkedGroup>, ReadonlyMap<string, GroupNumber>>();
  return {
    numberOf: (group) => numbers.get(group),
    numbersIn: (named) => {
      const before = known.get(named);
      if (before) return before;
      const found = new Map<string, GroupNumber>();
      for (const [name, group] of named)
        found.set(name, { number: numbers.get(group), takesAmounts: group.recogniser === 'amount' });
      known.set(named, found);
      return found;
    },
    find: (line) => groupHits(line, finder.find(line.view), entries),
  };
}

function findable(sought: LinkedTerm | LinkedPhrase): Parameters<typeof createTermFinder>[0][number] {
  if (isPhrase(sought)) return { id: '', columns: sought };
  const { text, stem, sound } = sought;
  return { id: text, text, stem, ...(sound ? { sound: 'allowed' as const } : {}) };
}

function groupHits(line: Line, found: readonly TermHit[], entries: readonly Entry[]): LineHits {
  const byGroup = new Map<number, Hit[]>();
  const allowed = new Map<number, TermHit[]>();
  for (const hit of found) {
    const entry = entries[hit.term];
    const { start, end } = hit;
    if (!entry || end <= start) continue;
    for (const group of entry.allowedIn) add(allowed, group, hit);
    if (entry.groups.length === 0) continue;
    const term = isPhrase(entry.sought) ? line.view.text.slice(start, end) : entry.sought.text;
    const seen: Hit = { term, kind: KINDS[hit.kind], line, start, end };
    for (const group of entry.groups) add(byGroup, group, seen);
  }
  for (const [group, longer] of allowed) {
    const hits = byGroup.get(group);
    if (hits) byGroup.set(group, suppressCovered(hits, longer));
  }
  return byGroup;
}

function add<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

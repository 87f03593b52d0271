import { suppressCovered } from '../language/suppress.ts';
import { createTermFinder, isPlausible, type TermHit } from '../language/term-finder.ts';
import type { LinkedGroup, LinkedTerm } from '../rulebook/rulebook.ts';
import { chainColumns } from './chain-columns.ts';
import type { Hit, Line } from './scene.ts';

/** Hits of one line by group number, each list by start. */
export type LineHits = ReadonlyMap<number, readonly Hit[]>;

export interface TermIndex {
  /** Number of a group, or undefined where it is not in the index. */
  numberOf(group: LinkedGroup): number | undefined;
  /** All words of all groups in one pass over the line. */
  find(line: Line): LineHits;
}

interface Entry {
  readonly term: LinkedTerm;
  /** Groups that look for it. */
  readonly groups: number[];
  /** Groups in which it is a harmless longer phrase. */
  readonly allowedIn: number[];
  /** Columns of phrases that hold it. */
  readonly columns: number[];
}

/** A phrase of a group; its columns are numbered one after another from `first` on. */
interface PhrasePlace {
  readonly group: number;
  readonly first: number;
  readonly count: number;
}

const KINDS = { text: 'exact', stem: 'stem', sound: 'sound' } as const;

/**
 * Gathers the words of every group into one finder, so that cost depends on the text and its hits, not on the number of
 * rules. Groups with equal words share their entries.
 */
export function createTermIndex(groups: readonly LinkedGroup[]): TermIndex {
  const numbers = new Map<LinkedGroup, number>();
  const entries = new Map<string, Entry>();
  const phraseOf: PhrasePlace[] = [];
  const entryOf = (term: LinkedTerm, key: string): Entry => {
    const known = entries.get(key);
    if (known) return known;
    const entry: Entry = { term, groups: [], allowedIn: [], columns: [] };
    entries.set(key, entry);
    return entry;
  };
  const plain = (text: string) => ({ text, sound: false, stem: false });
  for (const group of new Set(groups)) {
    const number = numbers.size;
    numbers.set(group, number);
    for (const term of group.terms)
      entryOf(term, `${term.sound ? 's' : ''}${term.stem ? 'w' : ''}:${term.text}`).groups.push(number);
    for (const text of group.allow) entryOf(plain(text), `:${text}`).allowedIn.push(number);
    for (const columns of group.phrases) {
      const place = { group: number, first: phraseOf.length, count: columns.length };
      for (const words of columns) {
        for (const text of words) entryOf(plain(text), `c:${text}`).columns.push(phraseOf.length);
        phraseOf.push(place);
      }
    }
  }
  const ordered = [...entries.values()];
  const finder = createTermFinder(
    ordered.map(({ term, columns }) => ({
      id: term.text,
      text: term.text,
      stem: term.stem,
      ...(term.sound ? { sound: 'allowed' as const } : {}),
      ...(columns.length > 0 ? { part: true } : {}),
    })),
  );
  return {
    numberOf: (group) => numbers.get(group),
    find: (line) => groupHits(line, finder.find(line.view), ordered, phraseOf),
  };
}

function groupHits(
  line: Line,
  found: readonly TermHit[],
  entries: readonly Entry[],
  phraseOf: readonly PhrasePlace[],
): LineHits {
  const byGroup = new Map<number, Hit[]>();
  const allowed = new Map<number, TermHit[]>();
  const byColumn = new Map<number, TermHit[]>();
  for (const hit of found) {
    const entry = entries[hit.term];
    if (!entry) continue;
    for (const column of entry.columns) add(byColumn, column, hit);
    if (hit.end <= hit.start) continue;
    for (const group of entry.allowedIn) add(allowed, group, hit);
    for (const group of entry.groups) {
      add(byGroup, group, {
        term: entry.term.text,
        kind: KINDS[hit.kind],
        line,
        start: hit.start,
        end: hit.end,
      });
    }
  }
  for (const [group, hits] of phraseHits(line, byColumn, phraseOf))
    byGroup.set(
      group,
      [...(byGroup.get(group) ?? []), ...hits].sort((a, b) => a.start - b.start || a.end - b.end),
    );
  for (const [group, longer] of allowed) {
    const hits = byGroup.get(group);
    if (hits) byGroup.set(group, suppressCovered(hits, longer));
  }
  return byGroup;
}

/** Phrases of which every column was heard in the line, and in order. */
function phraseHits(
  line: Line,
  byColumn: ReadonlyMap<number, readonly TermHit[]>,
  phraseOf: readonly PhrasePlace[],
): ReadonlyMap<number, Hit[]> {
  const byGroup = new Map<number, Hit[]>();
  for (const column of byColumn.keys()) {
    const phrase = phraseOf[column];
    if (phrase === undefined || phrase.first !== column) continue;
    const columns = Array.from({ length: phrase.count }, (_, at) => byColumn.get(column + at) ?? []);
    for (const { start, end } of chainColumns(line.view, columns)) {
      if (!isPlausible(line.view, start, end, 'text')) continue;
      add(byGroup, phrase.group, { term: line.view.text.slice(start, end), kind: 'exact', line, start, end });
    }
  }
  return byGroup;
}

function add<T>(map: Map<number, T[]>, key: number, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

import { suppressCovered } from '../language/suppress.ts';
import { createTermFinder, type TermHit } from '../language/term-finder.ts';
import type { LinkedGroup, LinkedTerm } from '../rulebook/rulebook.ts';
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
}

const KINDS = { text: 'exact', stem: 'stem', sound: 'sound' } as const;

/**
 * Gathers the words of every group into one finder, so that cost depends on the text and its hits, not on the number of
 * rules. Groups with equal words share their entries.
 */
export function createTermIndex(groups: readonly LinkedGroup[]): TermIndex {
  const numbers = new Map<LinkedGroup, number>();
  const entries = new Map<string, Entry>();
  const entryOf = (term: LinkedTerm): Entry => {
    const key = `${term.sound ? 's' : ''}${term.stem ? 'w' : ''}:${term.text}`;
    const known = entries.get(key);
    if (known) return known;
    const entry: Entry = { term, groups: [], allowedIn: [] };
    entries.set(key, entry);
    return entry;
  };
  for (const group of new Set(groups)) {
    const number = numbers.size;
    numbers.set(group, number);
    for (const term of group.terms) entryOf(term).groups.push(number);
    for (const text of group.allow) entryOf({ text, sound: false, stem: false }).allowedIn.push(number);
  }
  const ordered = [...entries.values()];
  const finder = createTermFinder(
    ordered.map(({ term }) => ({
      id: term.text,
      text: term.text,
      stem: term.stem,
      ...(term.sound ? { sound: 'allowed' as const } : {}),
    })),
  );
  return {
    numberOf: (group) => numbers.get(group),
    find: (line) => groupHits(line, finder.find(line.view), ordered),
  };
}

function groupHits(line: Line, found: readonly TermHit[], entries: readonly Entry[]): LineHits {
  const byGroup = new Map<number, Hit[]>();
  const allowed = new Map<number, TermHit[]>();
  for (const hit of found) {
    const entry = entries[hit.term];
    if (!entry || hit.end <= hit.start) continue;
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

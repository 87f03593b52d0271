import { createMatcher } from '../language/matcher.ts';
import { suppressCovered } from '../language/suppress.ts';
import type { View } from '../language/text-view.ts';
import type { LinkedGroup } from '../rulebook/rulebook.ts';
import type { Hit, Line } from './scene.ts';

/** Hits of one line by group number, each list by start. */
export type LineHits = ReadonlyMap<number, readonly Hit[]>;

export interface TermIndex {
  /** Number of a group, or undefined where it holds no words. */
  numberOf(group: LinkedGroup): number | undefined;
  /** All words of all groups in one pass over the line. */
  find(line: Line): LineHits;
}

interface Entry {
  readonly text: string;
  /** Groups that look for it. */
  readonly groups: number[];
  /** Groups in which it is a harmless longer phrase. */
  readonly allowedIn: number[];
}

interface Stretch {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}

/**
 * Gathers the words of every group into one automaton, so that cost depends on the text and its hits, not on the number
 * of rules. Groups with equal words share their entries.
 */
export function createTermIndex(groups: readonly LinkedGroup[]): TermIndex {
  const numbers = new Map<LinkedGroup, number>();
  const entries = new Map<string, Entry>();
  const entryOf = (text: string): Entry => {
    const known = entries.get(text);
    if (known) return known;
    const entry: Entry = { text, groups: [], allowedIn: [] };
    entries.set(text, entry);
    return entry;
  };
  for (const group of groups) {
    const number = numbers.size;
    numbers.set(group, number);
    for (const { text } of group.terms) entryOf(text).groups.push(number);
    for (const text of group.allow) entryOf(text).allowedIn.push(number);
  }
  const ordered = [...entries.values()];
  const matcher = createMatcher(ordered.map(({ text }) => ({ id: text, text })));
  const scan = (text: string): Stretch[] =>
    matcher.find(text).flatMap(({ term, start, end }) => {
      const entry = ordered[term];
      return entry ? [{ entry, start, end }] : [];
    });
  return {
    numberOf: (group) => numbers.get(group),
    find: (line) => groupHits(line, stretchesOf(line.view, scan)),
  };
}

/** Hits in the fluent text, and those of the text with hesitation kept that only stand there (terms that hold a filler). */
function stretchesOf(view: View, scan: (text: string) => Stretch[]): Stretch[] {
  const fluent = scan(view.text);
  const { fromPlain } = view;
  if (fromPlain === null) return fluent;
  const seen = new Set(fluent.map(({ entry, start, end }) => `${entry.text}:${start}:${end}`));
  const mapped = scan(view.plain.text).map(({ entry, start, end }) => ({
    entry,
    start: fromPlain[start] ?? 0,
    end: fromPlain[end] ?? view.text.length,
  }));
  return [
    ...fluent,
    ...mapped.filter(({ entry, start, end }) => end > start && !seen.has(`${entry.text}:${start}:${end}`)),
  ];
}

function groupHits(line: Line, stretches: readonly Stretch[]): LineHits {
  const found = new Map<number, Hit[]>();
  const allowed = new Map<number, Stretch[]>();
  for (const stretch of stretches) {
    for (const group of stretch.entry.allowedIn) allowed.set(group, [...(allowed.get(group) ?? []), stretch]);
    for (const group of stretch.entry.groups) {
      const hits = found.get(group) ?? [];
      hits.push({ term: stretch.entry.text, kind: 'exact', line, start: stretch.start, end: stretch.end });
      found.set(group, hits);
    }
  }
  for (const [group, hits] of found) {
    const kept = suppressCovered(hits, allowed.get(group) ?? []);
    found.set(
      group,
      kept.sort((a, b) => a.start - b.start || b.end - a.end),
    );
  }
  return found;
}

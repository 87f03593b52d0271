import type { View } from '../language/text-view.ts';

/** Units `[start, end)` of a view's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const SPACE = 0x20;

/**
 * Stretches made of one hit of each column, each directly behind the one before (over a single space between Latin words);
 * every stretch once, by place. Linear in the hits: for a start only the places reached count, not the ways to them.
 */
export function chainColumns({ text }: View, columns: readonly (readonly Stretch[])[]): Stretch[] {
  const [first, ...following] = columns;
  if (first === undefined || columns.some((hits) => hits.length === 0)) return [];
  const ends = following.map(endsByStart);
  const found = new Map<string, Stretch>();
  for (const hit of first) {
    let reached: ReadonlySet<number> = new Set([hit.end]);
    for (const column of ends) reached = continueFrom(reached, column, text);
    for (const end of reached)
      if (end > hit.start) found.set(`${hit.start}:${end}`, { start: hit.start, end });
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function endsByStart(hits: readonly Stretch[]): ReadonlyMap<number, readonly number[]> {
  const ends = new Map<number, number[]>();
  for (const { start, end } of hits) {
    const known = ends.get(start);
    if (known) known.push(end);
    else ends.set(start, [end]);
  }
  return ends;
}

function continueFrom(
  reached: ReadonlySet<number>,
  column: ReadonlyMap<number, readonly number[]>,
  text: string,
): ReadonlySet<number> {
  const next = new Set<number>();
  for (const at of reached) {
    for (const end of column.get(at) ?? []) next.add(end);
    if (text.charCodeAt(at) === SPACE) for (const end of column.get(at + 1) ?? []) next.add(end);
  }
  return next;
}

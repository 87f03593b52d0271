import type { AlertSpike } from '../../../contracts/alerts.ts';
import type { TallyEntry } from './alert-documents.ts';

const MINUTE_MS = 60_000;
const USUAL_MS = 7 * 24 * 60 * MINUTE_MS;
/** Of one collector and rule; more are not needed to see a spike. */
const MAX_ENTRIES = 2_000;

/** The tally with one more; the same finding counts once. Old entries and those beyond the bound go. */
export function tallied(
  entries: readonly TallyEntry[],
  entry: TallyEntry,
  { windowMinutes }: AlertSpike,
): readonly TallyEntry[] {
  if (entries.some(({ finding }) => finding === entry.finding)) return entries;
  const all = [...entries, entry].toSorted((a, b) => a.atMs - b.atMs);
  const newest = all.at(-1)?.atMs ?? 0;
  const since = newest - USUAL_MS - windowMinutes * MINUTE_MS;
  return all.filter(({ atMs }) => atMs > since).slice(-MAX_ENTRIES);
}

/**
 * How many findings lie in the window that ends at an instant, and how many usually do in one (the seven days before,
 * evenly spread); null when it is no spike.
 */
export function spikeAt(
  entries: readonly TallyEntry[],
  atMs: number,
  { windowMinutes, atLeast, timesUsual }: AlertSpike,
): { readonly count: number; readonly usual: number } | null {
  const windowMs = windowMinutes * MINUTE_MS;
  const start = atMs - windowMs;
  const count = entries.filter((entry) => entry.atMs > start && entry.atMs <= atMs).length;
  const before = entries.filter((entry) => entry.atMs <= start && entry.atMs > start - USUAL_MS).length;
  const usual = Math.round((before * windowMs * 100) / USUAL_MS) / 100;
  if (count < atLeast || (timesUsual !== null && count < timesUsual * usual)) return null;
  return { count, usual };
}

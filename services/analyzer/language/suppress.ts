import { createCoverage } from './coverage.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const covers = (outer: Stretch, inner: Stretch) =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

/**
 * Drops the hits that lie inside a longer hit of an allow-list: 他妈的 inside nothing stays, 他妈 inside 他妈妈 goes. Order is kept.
 */
export const suppressCovered = <T extends Stretch>(hits: readonly T[], allowed: readonly Stretch[]): T[] => {
  const { coversMore } = createCoverage(allowed);
  return hits.filter(({ start, end }) => !coversMore(start, end));
};

/** Keeps of each id only the hits that lie inside no longer hit of the same id. */
export const keepLongest = <T extends Stretch & { readonly id: string }>(hits: readonly T[]): T[] =>
  hits.filter((hit) => !hits.some((other) => other.id === hit.id && covers(other, hit)));

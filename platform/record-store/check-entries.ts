import type { LedgerEntry } from '../../contracts/ledger.ts';

/** The seq of the first of entries that follow one another; RangeError when they don't, or when there are none. */
export function checkEntries(entries: readonly LedgerEntry[]): number {
  const first = entries[0]?.seq ?? 0;
  const inOrder = entries.every(({ seq }, index) => seq === first + index);
  const facts = new Set(entries.map(({ factId }) => factId));
  if (first < 1 || !inOrder || facts.size < entries.length)
    throw new RangeError('entries of the ledger must have consecutive seq and different facts');
  return first;
}

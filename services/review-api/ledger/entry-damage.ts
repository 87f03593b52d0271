import { LedgerEntry, ledgerHash } from '../../../contracts/ledger.ts';
import type { KeptEntry } from '../../../platform/record-store/port.ts';
import type { LedgerSeal } from './ledger-seal.ts';

/** What was done to the ledger, and where. head_*: to the note of its end. */
export interface LedgerDamage {
  readonly seq: number;
  readonly kind:
    | 'changed'
    | 'removed'
    | 'inserted'
    | 'swapped'
    | 'cut_off'
    | 'unknown_key'
    | 'head_missing'
    | 'head_changed'
    | 'witness_differs';
  /** For people. */
  readonly detail: string;
}

interface Place {
  readonly kept: KeptEntry;
  /** The one kept behind it; null at the end. */
  readonly next: KeptEntry | null;
  readonly expected: number;
  /** Hash of the entry before. */
  readonly before: string;
  readonly seal: LedgerSeal;
  /** The seq that the entry kept in a place has. */
  readonly seqAt: (seq: number) => Promise<number | null>;
}
/** What is wrong with the entry in a place, judged by it and its neighbours; null when it is sound. */
export async function entryDamage({
  kept,
  next,
  expected,
  before,
  seal,
  seqAt,
}: Place): Promise<LedgerDamage | null> {
  const damage = (kind: LedgerDamage['kind'], detail: string): LedgerDamage => ({
    seq: expected,
    kind,
    detail,
  });
  const { success, data: entry } = LedgerEntry.safeParse(kept.entry);
  const follower = next && LedgerEntry.safeParse(next.entry).data;
  // Its follower was chained behind the entry before it: this one came later.
  const wasPutIn = follower?.prevHash === before;
  if (kept.seq < expected)
    return { ...damage('inserted', `a second entry ${kept.seq} was put in`), seq: kept.seq };
  if (kept.seq > expected) return damage('removed', missing(expected, kept.seq - 1));
  if (!success) return damage(wasPutIn ? 'inserted' : 'changed', 'what stands here is no entry of a ledger');
  if (entry.seq !== expected) {
    const isExchanged = entry.seq > expected && (await seqAt(entry.seq)) === expected;
    if (isExchanged) return damage('swapped', `stands in the place of entry ${entry.seq}, and that one here`);
    if (wasPutIn) return damage('inserted', 'an entry was put in here');
    return entry.seq > expected
      ? damage('removed', missing(expected, entry.seq - 1))
      : damage('inserted', `an entry with seq ${entry.seq} was put in here`);
  }
  const isWhole = ledgerHash(entry) === entry.hash;
  const sealed = seal.check(entry.hash, entry.seal);
  if (isWhole && sealed === 'right' && entry.prevHash === before) return null;
  if (wasPutIn) return damage('inserted', 'was put in: the next entry follows the one before it');
  if (!isWhole) return damage('changed', 'its content does not fit its hash');
  if (sealed === 'unknown_key')
    return damage(
      'unknown_key',
      'is sealed with a key that is not known here; is a former ledger secret missing?',
    );
  if (sealed === 'wrong') {
    const what = next === null ? 'was added at the end' : 'was written anew';
    return damage(
      next === null ? 'inserted' : 'changed',
      `${what} by somebody without the key of this installation`,
    );
  }
  return damage('changed', 'does not follow the entry before it');
}

const missing = (from: number, to: number) =>
  from === to ? `entry ${from} is gone` : `entries ${from} to ${to} are gone`;

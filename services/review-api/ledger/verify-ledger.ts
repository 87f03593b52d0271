import { LEDGER_GENESIS, LedgerEntry, type LedgerHead } from '../../../contracts/ledger.ts';
import type { KeptEntry, RecordStore } from '../../../platform/record-store/port.ts';
import type { DocumentStore } from '../kept-documents.ts';
import { entryDamage, type LedgerDamage } from './entry-damage.ts';
import { createLedgerHeadNote, headText } from './ledger-head.ts';
import type { LedgerSeal } from './ledger-seal.ts';

export interface LedgerVerdict {
  /** Entries that were looked at. */
  readonly entries: number;
  /** The last sound entry; null for an empty ledger. */
  readonly end: { readonly seq: number; readonly hash: string } | null;
  /** The first damage met, null when there is none. */
  readonly damage: LedgerDamage | null;
}

export interface VerifyLedgerOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'scanEntries'>;
  readonly seal: LedgerSeal;
  /** An end that was written down elsewhere, for example from the log of the processes. */
  readonly witness?: { readonly seq: number; readonly hash: string };
}

/** Goes through the whole ledger in order, with two entries in memory, and stops at the first damage. */
export async function verifyLedger({ store, seal, witness }: VerifyLedgerOptions): Promise<LedgerVerdict> {
  // Read first: what is appended meanwhile lies behind it and is looked at too.
  const head = await readHead(store, seal);
  let last: LedgerEntry | null = null;
  let entries = 0;
  const verdict = (damage: LedgerDamage | null): LedgerVerdict => ({
    entries,
    end: last && { seq: last.seq, hash: last.hash },
    damage,
  });

  for await (const { kept, next } of inPairs(store.scanEntries(1))) {
    const place = { expected: (last?.seq ?? 0) + 1, before: last?.hash ?? LEDGER_GENESIS };
    const damage = await entryDamage({ ...place, kept, next, seal, seqAt: (seq) => seqAt(store, seq) });
    entries += 1;
    if (damage !== null) return verdict(damage);
    last = LedgerEntry.parse(kept.entry);
    const told = [head.status === 'noted' ? head.head : null, witness].find((one) => one?.seq === last?.seq);
    if (told && told.hash !== last.hash)
      return verdict({
        seq: last.seq,
        kind: told === witness ? 'witness_differs' : 'changed',
        detail: 'is not the entry that stood here when the end of the ledger was noted: it was written anew',
      });
  }
  return verdict(endDamage(last, head, witness));
}

type Head = { readonly status: 'noted'; readonly head: LedgerHead } | { readonly status: 'none' | 'changed' };

async function readHead(store: DocumentStore, seal: LedgerSeal): Promise<Head> {
  try {
    const head = await createLedgerHeadNote(store, seal).read();
    if (head === null) return { status: 'none' };
    const isOurs = seal.check(headText(head), head.seal) === 'right';
    return isOurs ? { status: 'noted', head } : { status: 'changed' };
  } catch (error) {
    if (error instanceof Error && error.name === 'ZodError') return { status: 'changed' };
    throw error;
  }
}

function endDamage(
  last: LedgerEntry | null,
  head: Head,
  witness: VerifyLedgerOptions['witness'],
): LedgerDamage | null {
  const seq = (last?.seq ?? 0) + 1;
  if (head.status === 'changed')
    return {
      seq,
      kind: 'head_changed',
      detail: 'the note of the end of the ledger was not written by this key',
    };
  if (head.status === 'none' && last !== null)
    return { seq, kind: 'head_missing', detail: 'the note of the end of the ledger is gone' };
  const noted = Math.max(head.status === 'noted' ? head.head.seq : 0, witness?.seq ?? 0);
  if (noted < seq) return null;
  return { seq, kind: 'cut_off', detail: `entries ${seq} to ${noted} were cut off the end` };
}

async function seqAt(store: Pick<RecordStore, 'scanEntries'>, seq: number): Promise<number | null> {
  for await (const { entry } of store.scanEntries(seq)) return LedgerEntry.safeParse(entry).data?.seq ?? null;
  return null;
}

async function* inPairs(
  all: AsyncIterable<KeptEntry>,
): AsyncGenerator<{ kept: KeptEntry; next: KeptEntry | null }> {
  let kept: KeptEntry | null = null;
  for await (const next of all) {
    if (kept !== null) yield { kept, next };
    kept = next;
  }
  if (kept !== null) yield { kept, next: null };
}

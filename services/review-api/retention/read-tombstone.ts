import { contentHash } from '../../../contracts/canonical-json.ts';
import { LedgerEntry } from '../../../contracts/ledger.ts';
import { DeletionFact, Tombstone, type TombstoneProof } from '../../../contracts/retention.ts';
import { type RecordStore, TOMBSTONES } from '../../../platform/record-store/port.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import { deletionFactId } from './deletion-batches.ts';

export type ReadTombstone = (callId: string) => Promise<TombstoneProof | null>;

/** What stays of a deleted call, held against the ledger; null for a call that is still there or never was. */
export function createReadTombstone(
  store: DocumentStore & Pick<RecordStore, 'getCall' | 'entriesOfFacts'>,
): ReadTombstone {
  const stones = createKeptDocuments(store, TOMBSTONES, Tombstone);
  return async function readTombstone(callId) {
    const tombstone = (await stones.get(callId))?.body;
    // A hold that came just before the deletion keeps the call.
    if (tombstone === undefined || (await store.getCall(callId)) !== null) return null;
    const hash = contentHash(tombstone);
    const [kept] = await store.entriesOfFacts([deletionFactId(tombstone.batchId)]);
    const entry = LedgerEntry.safeParse(kept?.entry).data;
    const fact = DeletionFact.safeParse(entry?.after).data;
    if (entry === undefined || fact === undefined) return { tombstone, hash, ledger: null, proven: false };
    const { seq, at } = entry;
    return {
      tombstone,
      hash,
      ledger: { seq, at, hash: entry.hash, digest: fact.digest },
      proven: fact.tombstones.includes(hash) && contentHash(fact.tombstones) === fact.digest,
    };
  };
}

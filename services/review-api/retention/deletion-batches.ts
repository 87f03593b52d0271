import { z } from 'zod';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { LedgerActor } from '../../../contracts/ledger.ts';
import { LedgerActor as LedgerActorSchema } from '../../../contracts/ledger.ts';
import { type DeletionFact, Tombstone } from '../../../contracts/retention.ts';
import { type RecordStore, TOMBSTONES } from '../../../platform/record-store/port.ts';
import type { LegalHolds } from '../holds/legal-holds.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import type { Ledger } from '../ledger/create-ledger.ts';

/** A decision to delete, kept until it is carried out. */
const Batch = z.strictObject({
  batchId: z.string(),
  actor: LedgerActorSchema,
  tombstones: z.array(Tombstone),
});
type Batch = z.infer<typeof Batch>;

export interface DeletionBatches {
  /** Deletes these calls but those that are held by now; answers how many were deleted. */
  carryOut(batchId: string, actor: LedgerActor, tombstones: readonly Tombstone[]): Promise<number>;
  /** Carries out what a crash left; answers how many calls. */
  finishPending(): Promise<number>;
  /** What was deleted leaves the files too, if anything was since the last time. */
  expunge(): Promise<void>;
}

export interface DeletionBatchesOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'getCall' | 'deleteCalls' | 'expungeDeleted'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly holds: Pick<LegalHolds, 'keeper'>;
}

const TO_EXPUNGE = 'to-expunge';

/** ID of the fact that a batch leaves in the ledger. */
export const deletionFactId = (batchId: string) => `deletion:${batchId}`;

/**
 * Batch, tombstones, calls, ledger, in this order, each step safe to do again: whatever is lost in between, the next
 * run finds the batch and brings it to its end.
 */
export function createDeletionBatches({ store, ledger, holds }: DeletionBatchesOptions): DeletionBatches {
  const batches = createKeptDocuments(store, 'retention-batch', Batch);
  const stones = createKeptDocuments(store, TOMBSTONES, Tombstone);
  const marks = createKeptDocuments(store, 'retention-mark', z.strictObject({}));

  async function withoutHeld({ batchId, tombstones }: Batch): Promise<readonly Tombstone[]> {
    const isHeld = await holds.keeper();
    const free: Tombstone[] = [];
    for (const tombstone of tombstones) {
      const call = await store.getCall(tombstone.callId);
      if (call === null || !isHeld(call.record)) free.push(tombstone);
      else if ((await stones.get(tombstone.callId))?.body.batchId === batchId)
        await stones.remove(tombstone.callId);
    }
    return free;
  }

  async function finish(batch: Batch): Promise<number> {
    const { batchId, actor } = batch;
    const free = await withoutHeld(batch);
    for (const tombstone of free) await stones.create(tombstone.callId, tombstone);
    await marks.create(TO_EXPUNGE, {});
    await store.deleteCalls(free.map(({ callId }) => callId));
    // Of two runs at once the first one's tombstone stands.
    const own: Tombstone[] = [];
    for (const { callId } of free) {
      const stone = (await stones.get(callId))?.body;
      if (stone?.batchId === batchId) own.push(stone);
    }
    if (own.length > 0)
      await ledger.append({
        actor,
        action: 'deletion',
        object: { kind: 'retention_run', id: own[0]?.runId ?? '' },
        after: deletionFact(batchId, own),
        factId: deletionFactId(batchId),
      });
    await batches.remove(batchId);
    return own.length;
  }

  return {
    async carryOut(batchId, actor, tombstones) {
      const batch: Batch = { batchId, actor, tombstones: [...tombstones] };
      await batches.create(batchId, batch);
      return finish(batch);
    },
    async finishPending() {
      let deleted = 0;
      for (const { body } of await batches.list()) deleted += await finish(body);
      return deleted;
    },
    async expunge() {
      if ((await marks.get(TO_EXPUNGE)) === null) return;
      await store.expungeDeleted();
      await marks.remove(TO_EXPUNGE);
    },
  };
}

function deletionFact(batchId: string, own: readonly Tombstone[]): DeletionFact {
  const tombstones = own.map((tombstone) => contentHash(tombstone)).sort();
  const byRule: Record<string, number> = {};
  for (const { rule } of own) byRule[rule] = (byRule[rule] ?? 0) + 1;
  return { batchId, count: own.length, byRule, tombstones, digest: contentHash(tombstones) };
}

import { randomUUID } from 'node:crypto';
import type { CallRecord } from '../../../contracts/call-record.ts';
import type { LedgerActor } from '../../../contracts/ledger.ts';
import { type HoldSelector, LegalHold, type NewHold } from '../../../contracts/retention.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import type { Ledger } from '../ledger/create-ledger.ts';

export type HoldAnswer =
  | { readonly status: 'done'; readonly hold: LegalHold }
  | { readonly status: 'not_found' | 'released' | 'asked_already' | 'not_asked' | 'same_person' };

export interface LegalHolds {
  /** All of them, released ones too, the newest first. */
  list(): Promise<readonly LegalHold[]>;
  place(input: NewHold, actor: LedgerActor): Promise<LegalHold>;
  askRelease(id: string, reason: string, actor: LedgerActor): Promise<HoldAnswer>;
  /** Only by somebody other than who asked. */
  release(id: string, reason: string, actor: LedgerActor): Promise<HoldAnswer>;
  /** Tells of calls whether a hold keeps them now. */
  keeper(): Promise<(record: HeldRecord) => boolean>;
}

export type HeldRecord = Pick<CallRecord, 'callId' | 'caseId' | 'debtorId' | 'collectorId' | 'startedAtMs'>;

export interface LegalHoldsOptions {
  readonly store: DocumentStore;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly now: () => Date;
}

/**
 * Legal holds as documents. A hold stands before its entry in the ledger, a release stands after it: what a fault
 * leaves half done keeps calls.
 */
export function createLegalHolds({ store, ledger, now }: LegalHoldsOptions): LegalHolds {
  const kept = createKeptDocuments(store, 'legal-hold', LegalHold);
  const step = (actor: LedgerActor, reason: string) => ({ by: actor.id, at: now().toISOString(), reason });
  const object = (id: string) => ({ kind: 'hold', id });

  async function list(): Promise<readonly LegalHold[]> {
    const holds = (await kept.list()).map(({ body }) => body);
    return holds.toSorted((a, b) => Date.parse(b.placed.at) - Date.parse(a.placed.at));
  }

  return {
    list,
    async place({ matterId, reason, on }, actor) {
      const placed = step(actor, reason);
      const hold: LegalHold = {
        id: randomUUID(),
        matterId,
        on,
        placed,
        releaseAsked: null,
        released: null,
      };
      await kept.create(hold.id, hold);
      await ledger.append({
        actor,
        action: 'hold_placed',
        object: object(hold.id),
        reason,
        after: { matterId, on },
        factId: `hold-placed:${hold.id}`,
      });
      return hold;
    },
    async askRelease(id, reason, actor) {
      const found = (await kept.get(id))?.body;
      if (found === undefined) return { status: 'not_found' };
      if (found.released !== null) return { status: 'released' };
      if (found.releaseAsked !== null) return { status: 'asked_already' };
      const releaseAsked = step(actor, reason);
      const changed = await kept.update(id, (hold) =>
        hold.releaseAsked === null ? { ...hold, releaseAsked } : null,
      );
      if (changed?.body.releaseAsked?.by !== actor.id) return { status: 'asked_already' };
      await ledger.append({
        actor,
        action: 'hold_release_asked',
        object: object(id),
        reason,
        after: { matterId: found.matterId },
      });
      return { status: 'done', hold: changed.body };
    },
    async release(id, reason, actor) {
      const found = (await kept.get(id))?.body;
      if (found === undefined) return { status: 'not_found' };
      if (found.released !== null) return { status: 'released' };
      if (found.releaseAsked === null) return { status: 'not_asked' };
      if (found.releaseAsked.by === actor.id) return { status: 'same_person' };
      await ledger.append({
        actor,
        action: 'hold_released',
        object: object(id),
        reason,
        before: { matterId: found.matterId, on: found.on, askedBy: found.releaseAsked.by },
        factId: `hold-released:${id}`,
      });
      const released = step(actor, reason);
      const changed = await kept.update(id, (hold) =>
        hold.released === null ? { ...hold, released } : null,
      );
      return changed === null ? { status: 'not_found' } : { status: 'done', hold: changed.body };
    },
    async keeper() {
      const selectors = (await list()).filter(({ released }) => released === null).map(({ on }) => on);
      return (record) => selectors.some((on) => isOn(on, record));
    },
  };
}

function isOn(
  { callIds, caseId, debtorId, collectorId, from, to }: HoldSelector,
  record: HeldRecord,
): boolean {
  if (callIds !== undefined) return callIds.includes(record.callId);
  if (caseId !== undefined) return record.caseId === caseId;
  if (debtorId !== undefined) return record.debtorId === debtorId;
  if (record.collectorId !== collectorId) return false;
  const { startedAtMs } = record;
  return (
    (from === undefined || startedAtMs >= Date.parse(from)) &&
    (to === undefined || startedAtMs < Date.parse(to))
  );
}

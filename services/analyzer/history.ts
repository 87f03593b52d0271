import type { Transcript } from '../../contracts/transcript.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import type { PastContact } from './engine/contact-history.ts';
import { isEffectiveContact } from './engine/engine.ts';
import type { Rulebook } from './rulebook/rulebook.ts';

const DAY_MS = 86_400_000;
/** The longest window of a frequency rule, and a day for zones. */
const LOOK_BACK_DAYS = 31;

/**
 * Gives the contacts that a call's frequency rules look back on: those in the store and those of the calls that are
 * analysed together with it and not written yet.
 */
export type ContactHistory = (
  call: Transcript,
  together?: readonly Transcript[],
) => Promise<readonly PastContact[]>;

/** Asks the store only when some rule in force counts contacts. */
export function createContactHistory(
  store: Pick<RecordStore, 'contacts'>,
  rulebook: Rulebook,
): ContactHistory {
  const counts = rulebook.rules.some(({ rule }) =>
    rule.match.any.some((branch) => branch.kind === 'call' && /^contacts?_/.test(branch.test)),
  );
  return async (call, together = []) => {
    const debtorId = call.debtor?.id;
    const numberHash = call.line?.numberHash;
    if (!counts || (debtorId === undefined && numberHash === undefined)) return [];
    const at = Date.parse(call.startedAt);
    const fromMs = at - LOOK_BACK_DAYS * DAY_MS;
    const stored = await store.contacts({
      ...(debtorId === undefined ? {} : { debtorId }),
      ...(numberHash === undefined ? {} : { numberHash }),
      fromMs,
      toMs: at,
    });
    const isSame = (other: Transcript) =>
      (debtorId !== undefined && other.debtor?.id === debtorId) ||
      (numberHash !== undefined && other.line?.numberHash === numberHash);
    const beside = together.filter(isSame).toSorted((a, b) => a.revision - b.revision);
    const contacts = new Map<string, PastContact>(stored.map((contact) => [contact.callId, contact]));
    for (const other of beside) contacts.set(other.callId, contactOf(other));
    return [...contacts.values()].filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < at);
  };
}

/** A call as the contact it is to the calls after it. */
export const contactOf = (call: Transcript): PastContact => ({
  callId: call.callId,
  startedAtMs: Date.parse(call.startedAt),
  direction: call.direction,
  caseId: call.debt?.caseId ?? null,
  numberHash: call.line?.numberHash ?? null,
  effectiveContact: isEffectiveContact(call),
});

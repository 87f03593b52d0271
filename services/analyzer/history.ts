import type { Transcript } from '../../contracts/transcript.ts';
import type { ContactEvent, RecordStore } from '../../platform/record-store/port.ts';
import type { Rulebook } from './rulebook/rulebook.ts';

const DAY_MS = 86_400_000;
/** The longest window of a frequency rule, and a day for zones. */
const LOOK_BACK_DAYS = 31;

/** Gives the contacts that a call's frequency rules look back on. */
export type ContactHistory = (call: Transcript) => Promise<readonly ContactEvent[]>;

/** Asks the store only when some rule in force counts contacts. */
export function createContactHistory(
  store: Pick<RecordStore, 'contacts'>,
  rulebook: Rulebook,
): ContactHistory {
  const counts = rulebook.rules.some(({ rule }) =>
    rule.match.any.some((branch) => branch.kind === 'call' && /^contacts?_/.test(branch.test)),
  );
  return async (call) => {
    const debtorId = call.debtor?.id;
    const numberHash = call.line?.numberHash;
    if (!counts || (debtorId === undefined && numberHash === undefined)) return [];
    const at = Date.parse(call.startedAt);
    return store.contacts({
      ...(debtorId === undefined ? {} : { debtorId }),
      ...(numberHash === undefined ? {} : { numberHash }),
      fromMs: at - LOOK_BACK_DAYS * DAY_MS,
      toMs: at,
    });
  };
}

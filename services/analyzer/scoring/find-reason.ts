import { DelayReason, type ReasonForDelay } from '../../../contracts/scoring.ts';
import type { Transcript } from '../../../contracts/transcript.ts';
import { type CallSigns, evidenceOf } from './call-signs.ts';
import type { Conversation } from './conversation.ts';

/** What others than the debtor can tell of the debtor, and what only they can. */
const TOLD_BY_OTHERS: ReadonlySet<DelayReason> = new Set(['deceased', 'imprisoned', 'changed_owner']);
const ONLY_BY_OTHERS: ReadonlySet<DelayReason> = new Set(['deceased', 'changed_owner']);

/**
 * The reason for delay: of those that the debtor gives, the most telling (the order of the vocabulary: 已经还了 before 没钱). Of a third
 * party only that the debtor is dead or in prison, or that the number has another owner.
 */
export function findReason(call: Transcript, talk: Conversation, signs: CallSigns): ReasonForDelay | null {
  const byDebtor = new Set(talk.debtorTurns);
  const byOthers = new Set(talk.thirdPartyTurns);
  for (const reason of DelayReason.options) {
    const isOthers = TOLD_BY_OTHERS.has(reason);
    const hits = signs(`reason_${reason}`).filter(
      ({ turn }) => (byDebtor.has(turn) && !ONLY_BY_OTHERS.has(reason)) || (isOthers && byOthers.has(turn)),
    );
    if (hits.length > 0) return { reason, evidence: evidenceOf(call, hits) };
  }
  return null;
}

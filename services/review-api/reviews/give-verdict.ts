import type { StoredFinding } from '../../../contracts/call-record.ts';
import type { VerdictInput } from '../../../contracts/review.ts';
import type { ReviewSettingsKeeper } from '../queue/review-settings-keeper.ts';
import type { ChangeCall } from './change-call.ts';
import { judgeFinding, type Refusal } from './judge-finding.ts';
import type { Actor } from './review-events.ts';

export type VerdictAnswer = { readonly status: 'written'; readonly finding: StoredFinding } | Refusal;

export interface VerdictOptions {
  readonly changeCall: ChangeCall;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

export type GiveVerdict = (
  stored: StoredFinding,
  input: VerdictInput,
  actor: Actor,
  bulk?: string,
) => Promise<VerdictAnswer>;

/** Writes a verdict over the version of the review that its giver saw, and has it told. */
export function createGiveVerdict({ changeCall, settings, now }: VerdictOptions): GiveVerdict {
  return async function giveVerdict({ finding }, input, actor, bulk) {
    const context = {
      actor,
      at: now(),
      settings: await settings.current(),
      ...(bulk !== undefined && { bulk }),
    };
    const changed = await changeCall(finding.callId, (call) =>
      judgeFinding(call, finding.id, input, context),
    );
    if (changed.status !== 'done') return changed;
    const written = changed.call.findings.find((stored) => stored.finding.id === finding.id);
    return written === undefined ? { status: 'not_found' } : { status: 'written', finding: written };
  };
}

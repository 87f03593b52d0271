import type { StoredFinding } from '../../../contracts/call-record.ts';
import type { CommentInput, MissedViolation } from '../../../contracts/review.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import { addFinding } from './add-finding.ts';
import type { ChangeCall } from './change-call.ts';
import { conflictOf, type Refusal } from './judge-finding.ts';
import { findingEvent } from './review-events.ts';
import { isBlindTo } from './shown-to.ts';

export type ActAnswer =
  | { readonly status: 'done'; readonly finding: StoredFinding }
  | { readonly status: 'exists'; readonly finding: StoredFinding }
  | Refusal;

export interface ReviewerActs {
  /** A violation that the rulebook missed becomes a confirmed finding. */
  addMissed(callId: string, missed: MissedViolation, identity: Identity): Promise<ActAnswer>;
  /** Something to be known about a finding, whatever its verdict. */
  comment(stored: StoredFinding, input: CommentInput, identity: Identity): Promise<ActAnswer>;
}

export function createReviewerActs(changeCall: ChangeCall, now: () => Date): ReviewerActs {
  return {
    async addMissed(callId, missed, identity) {
      let made = '';
      const actor = { id: identity.id, role: identity.role };
      const at = now();
      const changed = await changeCall<Exclude<ActAnswer, { status: 'done' }>>(callId, (call) => {
        if (!scopeOf(identity).admits(call.record)) return { status: 'not_found' };
        if (isBlindTo(identity, call)) return { status: 'blind' };
        if (call.work?.published !== undefined) return { status: 'closed' };
        const added = addFinding(call, missed, { actor, at });
        if (added.status !== 'added') return added;
        made = added.stored.finding.id;
        return { status: 'events', events: [added.event], added: [added.stored] };
      });
      if (changed.status !== 'done') return changed;
      const finding = changed.call.findings.find((stored) => stored.finding.id === made);
      return finding === undefined ? { status: 'not_found' } : { status: 'done', finding };
    },

    async comment({ finding }, { comment, version }, identity) {
      const actor = { id: identity.id, role: identity.role };
      const at = now().toISOString();
      const changed = await changeCall<Refusal>(finding.callId, (call) => {
        const stored = call.findings.find((each) => each.finding.id === finding.id);
        if (stored === undefined) return { status: 'not_found' };
        if (stored.review.version !== version) return conflictOf(stored.review, version);
        return {
          status: 'events',
          events: [findingEvent(stored, { kind: 'commented', comment, actor, at })],
        };
      });
      if (changed.status !== 'done') return changed;
      const stored = changed.call.findings.find((each) => each.finding.id === finding.id);
      return stored === undefined ? { status: 'not_found' } : { status: 'done', finding: stored };
    },
  };
}

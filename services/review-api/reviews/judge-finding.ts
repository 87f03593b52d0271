import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { isInReview, isOpen } from '../../../contracts/queue-standing.ts';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { Review, ReviewEvent, VerdictInput } from '../../../contracts/review.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import { isDrawn } from '../quality/draw-calls.ts';
import type { Decision } from './change-call.ts';
import { type LiveClaim, liveClaim } from './live-claim.ts';
import { markEvidence } from './mark-evidence.ts';
import { type Actor, findingEvent, workEvents } from './review-events.ts';

/** Why a change of a finding is not made; conflict carries what happened since the version that was seen. */
export type Refusal =
  | { readonly status: 'conflict'; readonly review: Review; readonly changed: readonly ReviewEvent[] }
  | { readonly status: 'invalid'; readonly errors: readonly RejectDetail[] }
  | { readonly status: 'claimed_by_other'; readonly claim: LiveClaim }
  | { readonly status: 'not_found' | 'closed' | 'superseded' | 'blind' };

export interface JudgeContext {
  readonly actor: Actor;
  readonly at: Date;
  readonly settings: ReviewSettings;
  /** Part of a verdict on many. */
  readonly bulk?: string;
}

/** Decides about a verdict on one finding of a call. Pure: equal input gives equal events. */
export function judgeFinding(
  call: StoredCall,
  findingId: string,
  input: VerdictInput,
  context: JudgeContext,
): Decision<Refusal> {
  const { actor, at, settings, bulk } = context;
  const stored = call.findings.find(({ finding }) => finding.id === findingId);
  if (stored === undefined) return { status: 'not_found' };
  const refusal = whyNotNow(call, stored, input.version, context);
  if (refusal !== null) return refusal;
  const { verdict, reason, comment } = input;
  const isKnown = settings.dismissReasons.some(({ code, offered }) => offered && code === reason);
  if (reason !== undefined && !isKnown) return { status: 'invalid', errors: [unknownReason(settings)] };
  const marked = markEvidence(call.transcript, input.evidence ?? [], 'evidence');
  if (!marked.ok) return { status: 'invalid', errors: marked.errors };
  const judged = findingEvent(stored, {
    kind: 'verdict',
    verdict,
    ...(reason !== undefined && { reason }),
    ...(marked.spans.length > 0 && { evidence: marked.spans }),
    ...(comment !== undefined && { comment }),
    ...(bulk !== undefined && { bulk }),
    actor,
    at: at.toISOString(),
  });
  return { status: 'events', events: [judged, ...whenDone(call, stored, context)] };
}

/** Why a finding takes no change by this person over this version now; null when it does. */
export function whyNotNow(
  call: StoredCall,
  { review, superseded }: StoredFinding,
  version: number,
  { actor, at }: Pick<JudgeContext, 'actor' | 'at'>,
): Refusal | null {
  if (version !== review.version) return conflictOf(review, version);
  if (superseded) return { status: 'superseded' };
  const isSettled = review.state === 'appealed' || review.state === 'closed';
  const isPublished = call.work?.published !== undefined && review.state === 'reviewed';
  if (isSettled || isPublished) return { status: 'closed' };
  const claim = liveClaim(call.work, at);
  if (claim?.by === actor.id) return claim.blind ? { status: 'blind' } : null;
  return claim === null || claim.blind ? null : { status: 'claimed_by_other', claim };
}

/** The answer to somebody who saw an older version of the review. */
export function conflictOf(review: Review, seenVersion: number): Refusal {
  const changed = review.history.filter(({ version }) => version > seenVersion);
  return { status: 'conflict', review, changed };
}

/** With the last open finding judged the reviewer's claim ends, and the draw may take the call for a second opinion. */
function whenDone(call: StoredCall, judged: StoredFinding, { actor, at, settings }: JudgeContext) {
  if (call.findings.some((stored) => stored !== judged && isOpen(stored)) || !isOpen(judged)) return [];
  const { work } = call;
  const common = { actor, at: at.toISOString() };
  const releases = liveClaim(work, at)?.by === actor.id ? [{ kind: 'released' as const, ...common }] : [];
  const findings = call.findings.filter(isInReview).length;
  const isNew = work?.drawn === undefined && !(work?.opinions ?? []).length && call.transcript !== null;
  const draws =
    isNew && findings <= MAX_DRAWN_FINDINGS && isDrawn(call.record.callId, settings.secondOpinion)
      ? [{ kind: 'drawn' as const, ...common }]
      : [];
  return workEvents(call.record.callId, work, [...releases, ...draws]);
}

/** A blind opinion on more findings than this would not stand in one entry of the ledger. */
const MAX_DRAWN_FINDINGS = 60;

function unknownReason(settings: ReviewSettings): RejectDetail {
  const offered = settings.dismissReasons.filter((entry) => entry.offered).map(({ code }) => code);
  return {
    field: 'reason',
    reason: 'is not among the reasons of the settings',
    mend: `take one of ${offered.join(', ')}`,
  };
}

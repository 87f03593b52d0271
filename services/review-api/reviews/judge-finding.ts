import type { StoredFinding } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Review, ReviewEvent, VerdictInput } from '../../../contracts/review.ts';

export type Actor = ReviewEvent['actor'];

/** Why a verdict is not taken; conflict carries what happened since the version that was seen. */
export type Refusal =
  | { readonly status: 'conflict'; readonly review: Review; readonly changed: readonly ReviewEvent[] }
  | { readonly status: 'closed' | 'superseded' };

/** What a verdict makes of a finding. */
export type Judgement =
  | { readonly status: 'judged'; readonly review: Review; readonly event: ReviewEvent }
  | Refusal;

/** Decides about a verdict. Pure: equal input gives an equal event, whose id is the hash of it. */
export function judgeFinding(stored: StoredFinding, input: VerdictInput, actor: Actor, at: Date): Judgement {
  const { finding, review, superseded } = stored;
  if (input.version !== review.version) return conflictOf(review, input.version);
  if (superseded) return { status: 'superseded' };
  if (review.state === 'appealed' || review.state === 'closed') return { status: 'closed' };
  const { verdict, reason, comment } = input;
  const fact: Omit<ReviewEvent, 'id'> = {
    kind: 'verdict',
    callId: finding.callId,
    findingId: finding.id,
    evidenceHash: finding.evidenceHash,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(comment === undefined ? {} : { comment }),
    actor,
    at: at.toISOString(),
    version: review.version + 1,
  };
  const event: ReviewEvent = { id: contentHash(fact), ...fact };
  return {
    status: 'judged',
    event,
    review: {
      state: 'reviewed',
      version: event.version,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      reviewer: actor.id,
      reviewedAt: event.at,
      history: [...review.history, event],
    },
  };
}

/** The answer to somebody who saw an older version of the review. */
export function conflictOf(review: Review, seenVersion: number): Refusal {
  const changed = review.history.filter(({ version }) => version > seenVersion);
  return { status: 'conflict', review, changed };
}

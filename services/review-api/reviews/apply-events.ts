import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { type BlindOpinion, type CallWork, NEW_WORK, type QueueEvent } from '../../../contracts/call-work.ts';
import type { Review, ReviewEvent, ReviewStanding } from '../../../contracts/review.ts';
import { isFindingEvent, type ReviewFactEvent } from './review-events.ts';

/** The call after events, oldest first; `added` are findings whose first event is among them. Pure. */
export function applyEvents(
  call: StoredCall,
  events: readonly ReviewFactEvent[],
  added: readonly StoredFinding[] = [],
): StoredCall {
  let findings = [...call.findings, ...added];
  let { work } = call;
  for (const event of events) {
    if (!isFindingEvent(event)) work = applyQueueEvent(work ?? NEW_WORK, event);
    else
      findings = findings.map((stored) =>
        stored.finding.id === event.findingId
          ? { ...stored, review: applyReviewEvent(stored.review, event) }
          : stored,
      );
  }
  return { ...call, findings, ...(work !== undefined && { work }) };
}

/** The review after an event. */
export function applyReviewEvent(review: Review, event: ReviewEvent): Review {
  return {
    ...standingAfter(review, event),
    version: event.version,
    history: [...review.history, event],
  };
}

/** What holds of a finding, without how it came to that. */
export function standingOf({ version: _version, history: _history, ...standing }: Review): ReviewStanding {
  return standing;
}

function standingAfter(review: Review, event: ReviewEvent): ReviewStanding {
  const standing = standingOf(review);
  const { verdict, reason, severity, evidence, appeal } = event;
  switch (event.kind) {
    case 'verdict':
    case 'added':
      return {
        state: 'reviewed',
        ...(verdict !== undefined && { verdict }),
        ...(reason !== undefined && { reason }),
        ...(evidence !== undefined && event.kind === 'verdict' && { evidence }),
        reviewer: event.actor.id,
        reviewedAt: event.at,
      };
    case 'reopened':
      return { state: 'reopened' };
    case 'commented':
      return standing;
    case 'undone':
      return event.restores ?? { state: 'reopened' };
    case 'appeal_raised':
    case 'appeal_decided':
    case 'appeal_continued':
    case 'appeal_withdrawn':
    case 'appeal_timed_out': {
      const { reason: _former, ...rest } = standing;
      return {
        ...(verdict === undefined ? standing : rest),
        state: appeal?.status === 'ended' ? 'closed' : 'appealed',
        ...(verdict !== undefined && { verdict }),
        ...(reason !== undefined && { reason }),
        ...(severity !== undefined && { severity }),
        ...(appeal !== undefined && { appeal }),
      };
    }
  }
}

/** The work on a call after an event. */
export function applyQueueEvent(work: CallWork, event: QueueEvent): CallWork {
  return { ...workAfter(work, event), version: event.version, history: [...work.history, event] };
}

function workAfter(work: CallWork, event: QueueEvent): CallWork {
  const { actor, at, until = at, to, reason = '', opinion } = event;
  const { claim, assignee, escalation, published, drawn, ...rest } = work;
  const bare = { ...rest, ...(published && { published }), ...(drawn !== undefined && { drawn }) };
  const given = { ...(assignee !== undefined && { assignee }), ...(escalation && { escalation }) };
  const whole = { ...bare, ...given };
  switch (event.kind) {
    case 'claimed':
      return { ...whole, claim: { by: actor.id, since: at, until, blind: event.blind ?? false } };
    case 'released':
      return whole;
    case 'taken_over': {
      const moved = claim && { claim: { ...claim, by: to ?? actor.id, since: at, until } };
      return { ...whole, ...(assignee === event.from && { assignee: to ?? actor.id }), ...moved };
    }
    case 'assigned':
      return { ...bare, ...(claim && { claim }), ...(to != null && { assignee: to }) };
    case 'escalated':
      return { ...bare, escalation: { by: actor.id, at, reason } };
    case 'published':
      return { ...whole, published: { by: actor.id, at, appealUntil: until, closed: false } };
    case 'closed':
      return {
        ...whole,
        ...(claim && { claim }),
        ...(published && { published: { ...published, closed: true } }),
      };
    case 'reopened':
      return { ...rest, ...(assignee !== undefined && { assignee }) };
    case 'drawn':
      return { ...whole, ...(claim && { claim }), drawn: true };
    case 'blind_read':
    case 'blind_judged': {
      const opinions = opinion ? withOpinion(work.opinions ?? [], opinion) : (work.opinions ?? []);
      const isDone = opinions.some(({ by, verdicts }) => by === actor.id && verdicts !== null);
      return { ...whole, ...(claim && !isDone && { claim }), opinions };
    }
  }
}

/** The reading comes first and the verdicts later: each says only what is new. */
function withOpinion(opinions: readonly BlindOpinion[], told: BlindOpinion): BlindOpinion[] {
  const before = opinions.find(({ by }) => by === told.by);
  if (before === undefined) return [...opinions, told];
  const whole = { ...told, violations: told.violations.length > 0 ? told.violations : before.violations };
  return opinions.map((opinion) => (opinion === before ? whole : opinion));
}

import type { StoredCall } from '../../../contracts/call-record.ts';
import { NEW_WORK, type QueueEvent } from '../../../contracts/call-work.ts';
import { isInReview, queueStanding } from '../../../contracts/queue-standing.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import type { Decision } from '../reviews/change-call.ts';
import { liveClaim } from '../reviews/live-claim.ts';
import { type Actor, findingEvent, workEvents } from '../reviews/review-events.ts';

/** Why a call is not changed in the queue. */
export interface WorkRefusal {
  readonly status:
    | 'conflict'
    | 'not_found'
    | 'not_open'
    | 'claimed_by_other'
    | 'assigned_to_other'
    | 'escalated'
    | 'not_claimed'
    | 'not_reviewed'
    | 'appeal_open';
}

export interface WorkContext {
  readonly actor: Actor;
  /** May act for others. */
  readonly manages: boolean;
  readonly at: Date;
  readonly settings: ReviewSettings;
}

type Decided = Decision<WorkRefusal>;
type Fact = Omit<QueueEvent, 'id' | 'callId' | 'version' | 'actor' | 'at'>;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const refuse = (status: WorkRefusal['status']): WorkRefusal => ({ status });
const isStale = ({ work = NEW_WORK }: StoredCall, version: number | null): boolean =>
  version !== null && work.version !== version;

function happens({ record, work }: StoredCall, { actor, at }: WorkContext, ...facts: Fact[]): Decided {
  const events = workEvents(
    record.callId,
    work,
    facts.map((fact) => ({ ...fact, actor, at: at.toISOString() })),
  );
  return { status: 'events', events };
}

export const leaseEnd = ({ settings, at }: Pick<WorkContext, 'settings' | 'at'>): string =>
  new Date(at.getTime() + settings.leaseMinutes * MINUTE_MS).toISOString();

/** Somebody begins to work on an open call. Without a version: whatever it is. */
export function decideClaim(call: StoredCall, version: number | null, context: WorkContext): Decided {
  if (isStale(call, version)) return refuse('conflict');
  const { work = NEW_WORK } = call;
  const { actor, manages, at } = context;
  if (queueStanding(call).stage !== 'open') return refuse('not_open');
  const claim = liveClaim(work, at);
  if (claim !== null && claim.by !== actor.id) return refuse('claimed_by_other');
  if (work.assignee !== undefined && work.assignee !== actor.id && !manages)
    return refuse('assigned_to_other');
  if (work.escalation !== undefined && !manages) return refuse('escalated');
  return happens(call, context, { kind: 'claimed', until: leaseEnd(context), blind: false });
}

export function decideRelease(call: StoredCall, version: number, context: WorkContext): Decided {
  if (isStale(call, version)) return refuse('conflict');
  const claim = liveClaim(call.work, context.at);
  if (claim === null) return refuse('not_claimed');
  if (claim.by !== context.actor.id && !context.manages) return refuse('claimed_by_other');
  const isBlind = claim.blind ? { blind: true } : {};
  return happens(call, context, { kind: 'released', from: claim.by, ...isBlind });
}

/** A lead takes what an absent person has; what that person does not have any more stays. */
export function decideTakeOver(
  call: StoredCall,
  input: { readonly from: string; readonly to: string; readonly reason?: string | undefined },
  context: WorkContext,
): Decided {
  const { from, to, reason } = input;
  const holds = liveClaim(call.work, context.at)?.by === from;
  if (!holds && call.work?.assignee !== from) return { status: 'events', events: [] };
  return happens(call, context, {
    kind: 'taken_over',
    from,
    to,
    until: leaseEnd(context),
    ...(reason !== undefined && { reason }),
  });
}

export function decideAssign(
  call: StoredCall,
  version: number | null,
  to: string | null,
  context: WorkContext,
): Decided {
  if (isStale(call, version)) return refuse('conflict');
  return happens(call, context, { kind: 'assigned', to });
}

export function decideEscalate(
  call: StoredCall,
  version: number,
  reason: string,
  context: WorkContext,
): Decided {
  if (isStale(call, version)) return refuse('conflict');
  if (queueStanding(call).stage !== 'open') return refuse('not_open');
  const claim = liveClaim(call.work, context.at);
  if (claim !== null && claim.by !== context.actor.id) return refuse('claimed_by_other');
  return happens(call, context, { kind: 'escalated', reason });
}

/** Every judged finding is to be judged again; a published result is taken back. */
export function decideReopen(
  call: StoredCall,
  version: number,
  reason: string,
  context: WorkContext,
): Decided {
  if (isStale(call, version)) return refuse('conflict');
  const shown = call.findings.filter(isInReview);
  if (shown.some(({ review }) => review.state === 'appealed')) return refuse('appeal_open');
  const judged = shown.filter(({ review }) => review.state === 'reviewed' || review.state === 'closed');
  if (judged.length === 0) return refuse('not_reviewed');
  const { actor, at } = context;
  const decided = happens(call, context, { kind: 'reopened', reason });
  if (decided.status !== 'events') return decided;
  const reopened = judged.map((stored) =>
    findingEvent(stored, { kind: 'reopened', comment: reason, actor, at: at.toISOString() }),
  );
  return { status: 'events', events: [...reopened, ...decided.events] };
}

/** The collector may see the results, and appeal while the window lasts. */
export function decidePublish(call: StoredCall, version: number | null, context: WorkContext): Decided {
  if (isStale(call, version)) return refuse('conflict');
  if (queueStanding(call).stage !== 'reviewed') return refuse('not_reviewed');
  const days = context.settings.appeal.windowDays;
  const until = new Date(context.at.getTime() + days * DAY_MS).toISOString();
  return happens(call, context, { kind: 'published', until });
}

/** The time to appeal is over. */
export function decideClose(call: StoredCall, context: WorkContext): Decided {
  const { published } = call.work ?? NEW_WORK;
  const isOver = published && !published.closed && Date.parse(published.appealUntil) < context.at.getTime();
  if (!isOver || queueStanding(call).stage !== 'published') return { status: 'events', events: [] };
  return happens(call, context, { kind: 'closed' });
}

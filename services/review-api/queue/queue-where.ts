import { CallFilter } from '../../../contracts/call-search.ts';
import type { QueueFilter } from '../../../contracts/queue.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import type { QueueWhere } from '../../../platform/record-store/port.ts';
import { type Identity, mayDo } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';

export interface WhereContext {
  readonly identity: Identity;
  readonly settings: ReviewSettings;
  readonly at: Date;
}

const HOUR_MS = 3_600_000;

/**
 * What a filter asks of the queue at an instant, within the asking person's scope. Calls that wait for a blind reader
 * are shown to leads only: whoever has seen the verdicts could not read blindly any more.
 */
export function queueWhere(filter: QueueFilter, { identity, settings, at }: WhereContext): QueueWhere {
  const { stage = ['open'], lane, assignee, claimedBy, assigned, free, escalated, overdue, group } = filter;
  return {
    calls: scopeOf(identity).filter(callFilterOf(filter)),
    atMs: at.getTime(),
    stage,
    ...(lane !== undefined && { lane }),
    ...(assignee !== undefined && { assignee }),
    ...(claimedBy !== undefined && { claimedBy }),
    ...(assigned !== undefined && { assigned }),
    ...(free !== undefined && { claimed: !free }),
    ...(escalated !== undefined && { escalated }),
    ...(overdue !== undefined && { due: { before: dueBefore(settings, at), overdue } }),
    ...(group !== undefined && { group }),
    ...(!mayDo(identity, 'queue:manage') && { blindWanted: false }),
  };
}

/** The part of a queue filter that is about calls. */
function callFilterOf(filter: QueueFilter): CallFilter {
  const names = new Set(Object.keys(CallFilter.shape));
  return CallFilter.parse(Object.fromEntries(Object.entries(filter).filter(([name]) => names.has(name))));
}

/** A call that waits since before this, by its worst severity, is overdue. */
function dueBefore({ dueHours }: ReviewSettings, at: Date) {
  return {
    redline: at.getTime() - dueHours.redline * HOUR_MS,
    serious: at.getTime() - dueHours.serious * HOUR_MS,
    minor: at.getTime() - dueHours.minor * HOUR_MS,
  };
}

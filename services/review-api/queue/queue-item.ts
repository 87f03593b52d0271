import type { QueueItem } from '../../../contracts/queue.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import type { QueueHit } from '../../../platform/record-store/port.ts';
import type { Identity } from '../access/identity.ts';
import { liveClaim } from '../reviews/live-claim.ts';
import { isShownTo, workShownTo } from '../reviews/shown-to.ts';

export interface ItemContext {
  readonly identity: Identity;
  readonly settings: ReviewSettings;
  readonly at: Date;
}

const HOUR_MS = 3_600_000;

/** A call of the queue as somebody sees it at an instant. */
export function queueItem(hit: QueueHit, { identity, settings, at }: ItemContext): QueueItem {
  const { record, findings, stage, sinceMs, lane, worst, open } = hit;
  const work = workShownTo(identity, hit.work);
  const dueMs = stage === 'open' && worst !== null ? sinceMs + settings.dueHours[worst] * HOUR_MS : null;
  return {
    record,
    findings: findings.filter((stored) => isShownTo(identity, stored)),
    version: work.version,
    stage,
    since: new Date(sinceMs).toISOString(),
    lane,
    worst,
    open,
    dueAt: dueMs === null ? null : new Date(dueMs).toISOString(),
    overdue: dueMs !== null && dueMs < at.getTime(),
    assignee: work.assignee ?? null,
    claim: liveClaim(work, at),
    escalation: work.escalation ?? null,
    published: work.published ?? null,
    history: work.history,
  };
}

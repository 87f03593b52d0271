import { QueueEvent, type QueueEventKind } from '../../../contracts/call-work.ts';
import type { LedgerAction, LedgerEntry } from '../../../contracts/ledger.ts';
import { ReviewEvent, type ReviewEventKind } from '../../../contracts/review.ts';
import type { LedgerFact } from './create-ledger.ts';

const REVIEW_ACTIONS: Readonly<Record<ReviewEventKind, LedgerAction>> = {
  verdict: 'verdict',
  reopened: 'review_reopened',
  added: 'finding_added',
  commented: 'comment',
  undone: 'review_undone',
  appeal_raised: 'appeal_raised',
  appeal_decided: 'appeal_step',
  appeal_continued: 'appeal_step',
  appeal_withdrawn: 'appeal_withdrawn',
  appeal_timed_out: 'appeal_timed_out',
};

const QUEUE_ACTIONS: Readonly<Record<QueueEventKind, LedgerAction>> = {
  claimed: 'claim',
  released: 'release',
  taken_over: 'claim',
  assigned: 'assign',
  escalated: 'escalate',
  published: 'publish',
  closed: 'close',
  reopened: 'review_reopened',
  drawn: 'second_opinion',
  blind_read: 'second_opinion',
  blind_judged: 'second_opinion',
};

/**
 * A review event as a fact under the event's own id: appended once, however often it is told. `after` holds the whole
 * event but what was said: quotes of spans are left empty, since the transcript has them.
 */
export function reviewFact(event: ReviewEvent): LedgerFact {
  const { id, kind, findingId, actor, reason } = event;
  return {
    factId: id,
    actor,
    action: REVIEW_ACTIONS[kind],
    object: { kind: 'finding', id: findingId },
    reason,
    after: withoutQuotes(event),
  };
}

/** What somebody did about a call as a whole, as a fact under the event's own id. */
export function queueFact(event: QueueEvent): LedgerFact {
  const { id, kind, callId, actor, reason } = event;
  return {
    factId: id,
    actor,
    action: QUEUE_ACTIONS[kind],
    object: { kind: 'call', id: callId },
    reason,
    after: withoutQuotes(event),
  };
}

/** The review event that an entry tells of, its quotes empty; null for entries about other things. */
export function reviewEventOf({ object, after }: LedgerEntry): ReviewEvent | null {
  if (object.kind !== 'finding') return null;
  return ReviewEvent.safeParse(after).data ?? null;
}

/** The event about a call as a whole that an entry tells of; null for entries about other things. */
export function queueEventOf({ object, after }: LedgerEntry): QueueEvent | null {
  if (object.kind !== 'call') return null;
  return QueueEvent.safeParse(after).data ?? null;
}

/** The value with every `quote` emptied, however deep. */
export function withoutQuotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutQuotes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === 'quote' ? '' : withoutQuotes(item)]),
  );
}

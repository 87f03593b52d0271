import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { NEW_WORK } from '../../../contracts/call-work.ts';
import type { QueueHit, RecordStore } from '../../../platform/record-store/port.ts';
import { applyEvents } from './apply-events.ts';
import { isFindingEvent, type ReviewFactEvent } from './review-events.ts';
import type { ReviewOutbox } from './review-outbox.ts';

/** Events that are to happen to a call, and findings whose first event is among them. */
export interface Happening {
  readonly status: 'events';
  readonly events: readonly ReviewFactEvent[];
  readonly added?: readonly StoredFinding[];
}

/** What somebody wants of a call as it stands: that something happens, or a refusal. */
export type Decision<Refused> = Happening | Refused;

export interface ChangedCall {
  readonly status: 'done';
  readonly call: StoredCall;
  readonly hit: QueueHit;
  readonly events: readonly ReviewFactEvent[];
}

/** Has events happen to a call, all or none; decides anew when somebody else was faster. */
export type ChangeCall = <Refused extends { readonly status: string }>(
  callId: string,
  decide: (call: StoredCall) => Decision<Refused>,
) => Promise<ChangedCall | { readonly status: 'not_found' } | Refused>;

export interface ChangeCallOptions {
  readonly store: Pick<RecordStore, 'getCall' | 'changeReviews'>;
  readonly outbox: Pick<ReviewOutbox, 'note' | 'strike' | 'announce'>;
}

/** Clashes in a row that mean something other than bad luck. */
const MAX_CLASHES = 200;

/** Every event is noted in the outbox, then written, then told (ledger, topic), then struck from it. */
export function createChangeCall({ store, outbox }: ChangeCallOptions): ChangeCall {
  return async function changeCall(callId, decide) {
    for (let clashes = 0; clashes < MAX_CLASHES; clashes += 1) {
      const call = await store.getCall(callId);
      if (call === null) return { status: 'not_found' };
      const decision = decide(call);
      if (!isHappening(decision)) return decision;
      const { events, added = [] } = decision;
      for (const event of events) await outbox.note(event);
      const changed = await store.changeReviews(callId, (current) =>
        events.length > 0 && happensNext(current, events, added) ? applyEvents(current, events, added) : null,
      );
      // The very same request twice within a millisecond makes one event: the second finds it written already.
      if (changed.status !== 'not_found' && events.every((event) => hasHappened(changed.call, event))) {
        for (const event of events) outbox.announce(event);
        return { status: 'done', call: changed.call, hit: changed.hit, events };
      }
      for (const event of events) await outbox.strike(event);
      if (changed.status === 'not_found') return { status: 'not_found' };
    }
    throw new Error(`a call changed ${MAX_CLASHES} times while it was being changed`);
  };
}

function isHappening(decision: { readonly status: string }): decision is Happening {
  return decision.status === 'events';
}

/** Whether the call is still as the events' maker saw it: each follows on what is there. */
function happensNext(
  call: StoredCall,
  events: readonly ReviewFactEvent[],
  added: readonly StoredFinding[],
): boolean {
  if (added.some(({ finding }) => call.findings.some((stored) => stored.finding.id === finding.id)))
    return false;
  const versions = new Map(
    [...call.findings, ...added].map(({ finding, review }) => [finding.id, review.version]),
  );
  let work = (call.work ?? NEW_WORK).version;
  for (const event of events) {
    const before = isFindingEvent(event) ? versions.get(event.findingId) : work;
    if (before === undefined || event.version !== before + 1) return false;
    if (isFindingEvent(event)) versions.set(event.findingId, event.version);
    else work = event.version;
  }
  return true;
}

/** Whether the call holds the event. */
export function hasHappened(call: Pick<StoredCall, 'findings' | 'work'>, event: ReviewFactEvent): boolean {
  const history = isFindingEvent(event)
    ? call.findings.find(({ finding }) => finding.id === event.findingId)?.review.history
    : call.work?.history;
  return history?.some(({ id }) => id === event.id) ?? false;
}

import { z } from 'zod';
import { NEW_WORK, QueueEvent } from '../../../contracts/call-work.ts';
import { ReviewEvent } from '../../../contracts/review.ts';
import type { EventLog } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import type { Ledger } from '../ledger/create-ledger.ts';
import { queueFact, reviewFact } from '../ledger/review-fact.ts';
import { isFindingEvent, type ReviewFactEvent } from './review-events.ts';

export interface ReviewOutboxOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'getCall'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly logger: Logger;
  readonly now: () => Date;
}

export interface ReviewOutbox {
  /** Before the call is written: from here on the event can't be forgotten. */
  note(event: ReviewFactEvent): Promise<void>;
  /** After the call was not written. */
  strike(event: ReviewFactEvent): Promise<void>;
  /** After the call was written: tells behind the caller's back and strikes the note. Never throws. */
  announce(event: ReviewFactEvent): void;
  /** Tells what is noted and written, strikes what can never be written any more; returns how many of each. */
  sweep(): Promise<{ readonly published: number; readonly struck: number }>;
  /** Resolves when nothing announced is under way. */
  settle(): Promise<void>;
}

const FactEvent = z.union([ReviewEvent, QueueEvent]);

/** An added finding that was not written by then never will be: whoever was to write it has ended long ago. */
const ADDED_WITHIN_MS = 86_400_000;

/**
 * Brings every review event to the ledger and to the `reviews` topic, whatever dies in between. An event is noted as a
 * document (`review-outbox`, under its id), then the call that holds it is written, then it is appended to the ledger
 * and published, then the note is struck. A note left behind is decided by the call: it holds the event → tell; it has
 * a version of the event's or higher without it → that event lost, strike; it is older → the write may still come, so
 * the note stays. Telling twice is harmless: ids are hashes, and the ledger takes each once; so is disorder: events
 * carry their version.
 */
export function createReviewOutbox(options: ReviewOutboxOptions): ReviewOutbox {
  const { store, ledger, eventLog, logger, now } = options;
  const documents = createKeptDocuments(store, 'review-outbox', FactEvent);
  const underway = new Set<Promise<void>>();

  async function tell(event: ReviewFactEvent): Promise<void> {
    await ledger.append(isFindingEvent(event) ? reviewFact(event) : queueFact(event));
    const value = Buffer.from(JSON.stringify(event));
    const schema = isFindingEvent(event) ? 'review-event/1' : 'queue-event/1';
    await eventLog.publish('reviews', [{ key: event.callId, value, headers: { schema } }]);
    await documents.remove(event.id);
  }

  function announce(event: ReviewFactEvent): void {
    const work = tell(event)
      .catch((error: unknown) =>
        logger.warn({ err: error, event: event.id }, 'a review event waits for the next sweep to be told'),
      )
      .finally(() => underway.delete(work));
    underway.add(work);
  }

  async function fateOf(event: ReviewFactEvent): Promise<'tell' | 'strike' | 'wait'> {
    const call = await store.getCall(event.callId);
    if (call === null) return 'strike';
    const about = isFindingEvent(event)
      ? call.findings.find(({ finding }) => finding.id === event.findingId)?.review
      : (call.work ?? NEW_WORK);
    if (about === undefined)
      return now().getTime() - Date.parse(event.at) > ADDED_WITHIN_MS ? 'strike' : 'wait';
    if (about.history.some(({ id }) => id === event.id)) return 'tell';
    return about.version >= event.version ? 'strike' : 'wait';
  }

  async function sweep() {
    let published = 0;
    let struck = 0;
    for (const { body: event } of await documents.list()) {
      const fate = await fateOf(event);
      if (fate === 'tell') {
        await tell(event);
        published += 1;
      } else if (fate === 'strike') {
        await documents.remove(event.id);
        struck += 1;
      }
    }
    return { published, struck };
  }

  return {
    async note(event) {
      await documents.create(event.id, event);
    },
    strike: (event) => documents.remove(event.id),
    announce,
    sweep,
    async settle() {
      await Promise.all(underway);
    },
  };
}

import { ReviewEvent } from '../../../contracts/review.ts';
import type { EventLog } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

export interface ReviewOutboxOptions {
  readonly store: DocumentStore & Pick<RecordStore, 'getFinding'>;
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly logger: Logger;
}

export interface ReviewOutbox {
  /** Before the review is written: from here on the event can't be forgotten. */
  note(event: ReviewEvent): Promise<void>;
  /** After the review was not written. */
  strike(event: ReviewEvent): Promise<void>;
  /** After the review was written: publishes behind the caller's back and strikes the note. Never throws. */
  announce(event: ReviewEvent): void;
  /** Publishes what is noted and written, strikes what can never be written any more; returns how many of each. */
  sweep(): Promise<{ readonly published: number; readonly struck: number }>;
  /** Resolves when nothing announced is under way. */
  settle(): Promise<void>;
}

/**
 * Brings every verdict to the `reviews` topic, whatever dies in between. An event is noted as a document
 * (`review-outbox`, under its id), then the review that holds it is written, then it is published, then the note is
 * struck. A note left behind is decided by the review: it holds the event → publish; it has a version of the event's
 * or higher without it → that verdict lost, strike; it is older → the write may still come, so the note stays. No clock
 * takes part. Publishing twice is harmless: ids are hashes; so is disorder: events carry the review's version.
 */
export function createReviewOutbox({ store, eventLog, logger }: ReviewOutboxOptions): ReviewOutbox {
  const documents = createKeptDocuments(store, 'review-outbox', ReviewEvent);
  const underway = new Set<Promise<void>>();

  async function publish(event: ReviewEvent): Promise<void> {
    const value = Buffer.from(JSON.stringify(event));
    await eventLog.publish('reviews', [{ key: event.callId, value, headers: { schema: 'review-event/1' } }]);
    await documents.remove(event.id);
  }

  function announce(event: ReviewEvent): void {
    const work = publish(event)
      .catch((error: unknown) =>
        logger.warn({ err: error, event: event.id }, 'a verdict waits for the next sweep to be published'),
      )
      .finally(() => underway.delete(work));
    underway.add(work);
  }

  async function fateOf(event: ReviewEvent): Promise<'publish' | 'strike' | 'wait'> {
    const stored = await store.getFinding(event.findingId);
    if (stored === null) return 'strike';
    if (stored.review.history.some(({ id }) => id === event.id)) return 'publish';
    return stored.review.version >= event.version ? 'strike' : 'wait';
  }

  async function sweep() {
    let published = 0;
    let struck = 0;
    for (const { body: event } of await documents.list()) {
      const fate = await fateOf(event);
      if (fate === 'publish') {
        await publish(event);
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

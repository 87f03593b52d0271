import { type EventLog, EventLogError } from '../../../platform/event-log/port.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { AcceptedItem } from '../accept-item.ts';
import { publishTranscripts } from '../publish-transcripts.ts';

/** published: durable. busy: nothing taken, try soon. unavailable: perhaps taken, try later. */
export type PublishOutcome = 'published' | 'busy' | 'unavailable';

export interface TimedPublisher {
  /** `onSettled` comes when the log has let go of the items, which may be after the answer. Never rejects. */
  publish(items: readonly AcceptedItem[], onSettled: () => void): Promise<PublishOutcome>;
}

export interface TimedPublisherOptions {
  readonly eventLog: EventLog;
  readonly timeoutMs: number;
  readonly logger: Logger;
}

/** Publishes for senders that wait: an answer comes in time whatever the log does. Logs a fault's begin and end only. */
export function createTimedPublisher({ eventLog, timeoutMs, logger }: TimedPublisherOptions): TimedPublisher {
  let failing = false;

  function note(error: unknown): void {
    if (error === null && failing) logger.info('the event log takes transcripts again');
    if (error !== null && !failing) logger.warn({ err: error }, 'the event log does not take transcripts');
    failing = error !== null;
  }

  return {
    async publish(items, onSettled) {
      const published = publishTranscripts(eventLog, items).then(
        (): PublishOutcome => {
          note(null);
          return 'published';
        },
        (error: unknown): PublishOutcome => {
          note(error);
          return error instanceof EventLogError && error.code === 'EVENT_LOG_BUSY' ? 'busy' : 'unavailable';
        },
      );
      void published.finally(onSettled);
      const late = Promise.withResolvers<PublishOutcome>();
      const timer = setTimeout(() => late.resolve('unavailable'), timeoutMs);
      const outcome = await Promise.race([published, late.promise]);
      clearTimeout(timer);
      return outcome;
    },
  };
}

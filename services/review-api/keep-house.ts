import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { ReviewServices } from './create-review-services.ts';

export interface HousekeepingOptions {
  readonly services: Pick<ReviewServices, 'outbox' | 'sweepQueue' | 'sessions' | 'attempts' | 'retention'>;
  readonly logger: Logger;
  readonly everyMs: number;
  readonly signal: AbortSignal;
}

/**
 * At once and then every so often until the signal: tells review events that a crash left untold, does what the clock
 * does to the queue (publication, time-outs of appeals, assignment), deletes ended sessions and old tries to sign in.
 * Faults of the outside wait for the next round.
 */
export async function keepHouse({ services, logger, everyMs, signal }: HousekeepingOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      const { published, struck } = await services.outbox.sweep();
      if (published + struck > 0) logger.info({ published, struck }, 'verdicts left in the outbox');
      const swept = await services.sweepQueue();
      if (Object.values(swept).some((count) => count > 0)) logger.info(swept, 'queue by the clock');
      await services.sessions.prune();
      await services.attempts.prune();
      const kept = await services.retention.daily(signal);
      if (kept !== null && kept.deleted + kept.held > 0)
        logger.info({ deleted: kept.deleted, held: kept.held, finished: kept.finished }, 'retention');
    } catch (error) {
      logger.warn({ err: error }, 'housekeeping waits for its next round');
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog } from '../event-log/port.ts';
import type { Logger } from '../logging/create-logger.ts';

export interface WaitOptions {
  /** What is waited for, as log lines name it. */
  readonly what: string;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** Ends the wait. */
  readonly stopping: AbortSignal;
  /** Wait after the first failure; doubled each time. Default half a second to ten. */
  readonly initialMs?: number;
  readonly maxMs?: number;
}

/**
 * Tries until it succeeds: a server that is away when a process starts is waited for, not died of. Faults that trying
 * again can't mend (those without `retriable: true`) are thrown. Resolves when reached, or when told to stop before.
 */
export async function waitForOutside(attempt: () => Promise<void>, options: WaitOptions): Promise<void> {
  const { what, logger, stopping, initialMs = 500, maxMs = 10_000 } = options;
  const stopped = new Promise<'stopped'>((resolve) => {
    if (stopping.aborted) resolve('stopped');
    stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
  });
  for (let waitMs = initialMs; !stopping.aborted; waitMs = Math.min(maxMs, waitMs * 2)) {
    const outcome = await Promise.race([stopped, tryOnce(attempt)]);
    if (outcome === 'stopped' || outcome === 'done') return;
    if (!isRetriable(outcome.error)) throw outcome.error;
    logger.warn({ err: outcome.error, what, retryInMs: waitMs }, 'waiting for the outside');
    await sleep(waitMs, undefined, { signal: stopping }).catch(() => {});
  }
}

/** Makes the topics. Asks first whether anybody is there: making them is patient for minutes, and silent meanwhile. */
export async function reachTopics(eventLog: Pick<EventLog, 'ping' | 'ensureTopics'>): Promise<void> {
  await eventLog.ping();
  await eventLog.ensureTopics();
}

async function tryOnce(attempt: () => Promise<void>): Promise<'done' | { readonly error: unknown }> {
  try {
    await attempt();
    return 'done';
  } catch (error) {
    return { error };
  }
}

const isRetriable = (error: unknown): boolean =>
  error instanceof Error && 'retriable' in error && error.retriable === true;

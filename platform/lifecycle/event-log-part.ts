import type { EventLog } from '../event-log/port.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { Part, PartHealth } from './part.ts';
import { reachTopics, waitForOutside } from './wait-for-outside.ts';

export interface EventLogPartOptions {
  readonly eventLog: EventLog;
  readonly logger: Logger;
  /** Between two looks whether the log can be reached. Default five seconds. */
  readonly pingMs?: number;
}

/**
 * The event log as the first part of a process: its topics are made before anything needs them, its health is asked.
 * A log that is away at the start is waited for.
 */
export function createEventLogPart({ eventLog, logger, pingMs = 5_000 }: EventLogPartOptions): Part {
  return {
    name: 'event-log',
    async start(_fail, stopping = new AbortController().signal) {
      await waitForOutside(() => reachTopics(eventLog), { what: 'the event log', logger, stopping });
      let health: PartHealth = { ready: true };
      let asking: Promise<void> = Promise.resolve();
      let busy = false;
      const timer = setInterval(() => {
        if (busy) return;
        busy = true;
        asking = askHealth(eventLog).then((answer) => {
          health = answer;
          busy = false;
        });
      }, pingMs);
      return {
        health: () => health,
        async stop() {
          clearInterval(timer);
          await asking;
          await eventLog.close();
        },
      };
    },
  };
}

async function askHealth(eventLog: EventLog): Promise<PartHealth> {
  try {
    await eventLog.ping();
    return { ready: true };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EVENT_LOG_FAULT';
    return { ready: false, code, detail: `the event log does not answer: ${code}` };
  }
}

import type { EventLog } from '../event-log/port.ts';
import type { Part, PartHealth } from './part.ts';

export interface EventLogPartOptions {
  readonly eventLog: EventLog;
  /** Between two looks whether the log can be reached. Default five seconds. */
  readonly pingMs?: number;
}

/** The event log as the first part of a process: its topics are made before anything needs them, its health is asked. */
export function createEventLogPart({ eventLog, pingMs = 5_000 }: EventLogPartOptions): Part {
  return {
    name: 'event-log',
    async start() {
      await eventLog.ensureTopics();
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

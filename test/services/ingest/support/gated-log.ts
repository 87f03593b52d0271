import type { EventLog } from '../../../../platform/event-log/port.ts';

export interface GatedLog {
  readonly eventLog: EventLog;
  /** Publications that wait at the gate. */
  waiting(): number;
  open(): void;
}

/** A real event log behind a gate: publications wait until it is opened, as with a log that is slow. */
export function gatedLog(log: EventLog): GatedLog {
  const gate = Promise.withResolvers<void>();
  let waiting = 0;
  return {
    eventLog: {
      ...log,
      async publish(topic, messages) {
        waiting++;
        await gate.promise;
        waiting--;
        await log.publish(topic, messages);
      },
    },
    waiting: () => waiting,
    open: () => gate.resolve(),
  };
}

import type { EventLog } from '../../../../platform/event-log/port.ts';
import { numbered } from './numbered.ts';

export interface Stream {
  /** Numbers whose publish was acknowledged, and errors of those that were not. */
  readonly acknowledged: readonly number[];
  readonly errors: readonly unknown[];
  stop(): Promise<void>;
}

/** Publishes numbered messages to `transcripts`, several calls at a time, until stopped. Failed calls are not repeated. */
export function startStream(log: EventLog, { lanes = 3, perCall = 5 } = {}): Stream {
  const acknowledged: number[] = [];
  const errors: unknown[] = [];
  let next = 0;
  let isStopped = false;

  async function lane(): Promise<void> {
    while (!isStopped) {
      const from = next;
      next += perCall;
      try {
        await log.publish('transcripts', numbered(perCall, { from, keys: 30 }));
        for (let number = from; number < from + perCall; number += 1) acknowledged.push(number);
      } catch (error) {
        errors.push(error);
      }
    }
  }

  const ended = Promise.all(Array.from({ length: lanes }, lane));
  return {
    acknowledged,
    errors,
    async stop() {
      isStopped = true;
      await ended;
    },
  };
}

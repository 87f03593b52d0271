import type { EventLog, RunningConsumer } from '../event-log/port.ts';
import type { Part, PartHealth } from './part.ts';

type ConsumeOptions = Parameters<EventLog['consume']>[0];

export interface ConsumerPartOptions {
  readonly name: string;
  readonly eventLog: EventLog;
  readonly consume: ConsumeOptions;
  /** A fault of the outside that lasts longer makes the process not ready. */
  readonly faultGraceMs?: number;
  readonly now?: () => number;
}

/** A consumer of the event log as a part: its end without being asked is a fault, its health follows its progress. */
export function createConsumerPart(options: ConsumerPartOptions): Part {
  return {
    name: options.name,
    async start(fail) {
      const consumer = await options.eventLog.consume(options.consume);
      consumer.done.catch(fail);
      return { stop: () => consumer.stop(), health: () => consumerHealth(consumer, options) };
    },
  };
}

function consumerHealth(
  consumer: RunningConsumer,
  { faultGraceMs = 10_000, now = Date.now }: ConsumerPartOptions,
): PartHealth {
  const fault = consumer.fault();
  if (fault === null || now() - fault.sinceMs < faultGraceMs) return { ready: true };
  const idleSeconds = Math.round((now() - consumer.lastProgressMs()) / 1_000);
  return {
    ready: false,
    code: fault.code,
    detail: `waits because of ${fault.code}; last progress ${idleSeconds} s ago`,
  };
}

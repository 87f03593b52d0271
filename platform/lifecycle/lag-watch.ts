import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, Topic } from '../event-log/port.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import type { Part } from './part.ts';

export interface LagWatchOptions {
  readonly eventLog: Pick<EventLog, 'lag'>;
  readonly topic: Topic;
  readonly group: string;
  readonly metrics: Pick<Metrics, 'lag'>;
  /** Between two looks. Default 15 s. */
  readonly everyMs?: number;
}

/** Keeps the figure of waiting messages up to date. While the log can't be asked, the last figure stands. */
export function createLagWatch({ eventLog, topic, group, metrics, everyMs = 15_000 }: LagWatchOptions): Part {
  return {
    name: 'lag-watch',
    async start() {
      const ending = new AbortController();
      const watching = watch(ending.signal);
      return {
        async stop() {
          ending.abort();
          await watching;
        },
      };
    },
  };

  async function watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const partitions = await eventLog.lag(topic, group).catch(() => []);
      for (const { partition, lag } of partitions) metrics.lag.set({ topic, partition, group }, lag);
      await sleep(everyMs, null, { signal }).catch(() => null);
    }
  }
}

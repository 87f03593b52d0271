import { setTimeout as wait } from 'node:timers/promises';
import type { EventLog, Topic } from '../../../platform/event-log/port.ts';

const WATCHED = ['findings', 'reviews', 'rejected'] as const satisfies readonly Topic[];
export type WatchedTopic = (typeof WATCHED)[number];

export interface TopicWatch {
  /** Tells which topics have grown, until the returned function is called. */
  subscribe(tell: (topic: WatchedTopic) => void): () => void;
}

export interface TopicWatchOptions {
  readonly eventLog: Pick<EventLog, 'lag'>;
  /** Between two looks while somebody listens. Default 2 s. */
  readonly everyMs?: number;
}

/** A group that never commits: only the ends of the topics are asked for. */
const GROUP = 'callwarden-live';

/**
 * Notices that topics grow, by their ends: works the same over both logs, keeps no place in them, and looks only while
 * somebody listens. A log that can't be asked now is asked again at the next look.
 */
export function createTopicWatch({ eventLog, everyMs = 2_000 }: TopicWatchOptions): TopicWatch {
  const listeners = new Set<(topic: WatchedTopic) => void>();
  const ends = new Map<WatchedTopic, string>();
  let looking = false;

  async function look(topic: WatchedTopic): Promise<void> {
    const partitions = await eventLog.lag(topic, GROUP).catch(() => null);
    if (partitions === null) return;
    const end = partitions.map((one) => `${one.partition}:${one.end}`).join();
    const before = ends.get(topic);
    ends.set(topic, end);
    if (before !== undefined && before !== end) for (const tell of listeners) tell(topic);
  }

  async function run(): Promise<void> {
    looking = true;
    while (listeners.size > 0) {
      for (const topic of WATCHED) await look(topic);
      await wait(everyMs, undefined, { ref: false });
    }
    ends.clear();
    looking = false;
  }

  return {
    subscribe(tell) {
      listeners.add(tell);
      if (!looking) void run();
      return () => void listeners.delete(tell);
    },
  };
}

import type { OutgoingMessage } from '../port.ts';
import { appendMessages } from './append-messages.ts';
import type { Database } from './database.ts';

/** Appends what is published at about the same time in one transaction: making it durable is what takes the time. */
export interface AppendQueue {
  /** Resolves when the messages are durable. Rejects with a fault of the file, then none of them is. */
  append(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
}

interface Waiting {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
  readonly outcome: PromiseWithResolvers<void>;
}

/** More than this would hold up the process and other writers. */
const TRANSACTION_MESSAGES = 1000;

export function createAppendQueue(
  db: Database,
  clock: () => number,
  onAppended: (topic: string) => void,
): AppendQueue {
  const queue: Waiting[] = [];
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      flush();
      if (queue.length > 0) schedule();
    });
  }

  function flush(): void {
    const calls = next();
    try {
      db.write(() => {
        for (const { topic, messages } of calls) appendMessages(db, topic, messages, clock());
      });
    } catch (error) {
      for (const { outcome } of calls) outcome.reject(error);
      return;
    }
    for (const { outcome } of calls) outcome.resolve();
    for (const topic of new Set(calls.map((call) => call.topic))) onAppended(topic);
  }

  function next(): readonly Waiting[] {
    let count = 0;
    let messages = 0;
    while (count < queue.length && messages < TRANSACTION_MESSAGES) {
      messages += queue[count]?.messages.length ?? 0;
      count += 1;
    }
    return queue.splice(0, count);
  }

  return {
    append(topic, messages) {
      const outcome = Promise.withResolvers<void>();
      queue.push({ topic, messages, outcome });
      schedule();
      return outcome.promise;
    },
  };
}

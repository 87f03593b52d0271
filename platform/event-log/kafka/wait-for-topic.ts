import { type Backoff, backoffMs, waitOrAbort } from '../backoff.ts';
import type { TopicAdmin } from './topic-admin.ts';

export interface WaitForTopicOptions {
  readonly admin: TopicAdmin;
  readonly topic: string;
  readonly backoff: Backoff;
  readonly signal: AbortSignal;
  /** Told once, when the brokers say that there is no such topic. */
  readonly onMissing: () => void;
  /** Told when nobody could be asked. */
  readonly onFault: (error: unknown) => void;
}

const MAX_WAIT_MS = 5000;

/** Waits until the topic exists or the signal is aborted. Returns whether it had to wait. */
export async function waitForTopic(options: WaitForTopicOptions): Promise<boolean> {
  const { admin, topic, signal, onMissing, onFault } = options;
  const backoff = { ...options.backoff, maxMs: Math.min(options.backoff.maxMs, MAX_WAIT_MS) };
  let isTold = false;
  for (let tries = 1; !signal.aborted; tries += 1) {
    try {
      if (await admin.topicExists(topic)) return tries > 1;
      if (!isTold) onMissing();
      isTold = true;
    } catch (error) {
      onFault(error);
    }
    await waitOrAbort(backoffMs(backoff, tries), signal);
  }
  return true;
}

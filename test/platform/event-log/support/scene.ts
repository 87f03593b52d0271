import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { EventLog } from '../../../../platform/event-log/port.ts';

export interface OpenOptions {
  readonly prefix: string;
  readonly maxMessageBytes?: number;
}

/** One adapter with something real behind it. */
export interface EventLogHarness {
  /** A member that is silent for longer loses its partitions. */
  readonly sessionTimeoutMs: number;
  /** Another log on the same file or broker, as another process would open it. */
  open(options: OpenOptions): EventLog;
  /** How fixtures/consume.ts opens the same log in a process of its own. */
  fixtureLog(prefix: string): Readonly<Record<string, unknown>>;
}

export interface Scene {
  readonly prefix: string;
  /** Opens one more log with the scene's prefix (or another); closed after the test. */
  open(options?: Partial<OpenOptions>): EventLog;
}

/** A prefix of its own with the flow's topics, so that tests can share one file or broker. */
export async function createScene(
  t: TestContext,
  harness: EventLogHarness,
): Promise<Scene & { log: EventLog }> {
  const prefix = `t${randomUUID().slice(0, 8)}.`;
  const open = (options: Partial<OpenOptions> = {}) => {
    const log = harness.open({ prefix, ...options });
    t.after(() => log.close());
    return log;
  };
  const log = open();
  await log.ensureTopics();
  return { prefix, open, log };
}

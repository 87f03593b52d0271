import type { Logger } from '../logging/create-logger.ts';
import type { Part, PartHealth, RunningPart } from './part.ts';

/** Exit codes of every process: stopped as asked, could not start, a part failed, a part did not stop in time. */
export const EXIT = { stopped: 0, startFailed: 1, partFailed: 3, stopTimedOut: 4 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Health {
  /** False when the process should be replaced. */
  readonly live: boolean;
  /** True when every part is started and can do its work. */
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

export interface Lifecycle {
  /** Starts the parts in order. A part that can't start stops those before it; the exit code says so. */
  start(): Promise<void>;
  /** Stops the parts in reverse order. Safe to call again. */
  stop(): Promise<void>;
  health(): Health;
  /** Resolves with the exit code when everything has stopped. */
  readonly done: Promise<ExitCode>;
}

export interface LifecycleOptions {
  readonly parts: readonly Part[];
  readonly logger: Logger;
  /** For stopping all parts together; below the ten seconds that orchestrators give. */
  readonly stopTimeoutMs?: number;
}

const STARTING: PartHealth = { ready: false, code: 'STARTING', detail: 'is not started yet' };
const STOPPING: PartHealth = { ready: false, code: 'STOPPING', detail: 'is stopping' };

/** Runs several parts as one process. */
export function createLifecycle({ parts, logger, stopTimeoutMs = 9_000 }: LifecycleOptions): Lifecycle {
  const running = new Map<string, RunningPart>();
  const done = Promise.withResolvers<ExitCode>();
  const asked = new AbortController();
  let starting: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | null = null;
  let exit: ExitCode = EXIT.stopped;

  function fail(part: Part, error: unknown): void {
    if (stopping !== null) return;
    logger.error({ part: part.name, err: error }, 'a part failed');
    exit = EXIT.partFailed;
    void stop();
  }

  function start(): Promise<void> {
    starting = startAll();
    return starting;
  }

  async function startAll(): Promise<void> {
    for (const part of parts) {
      if (stopping !== null) return;
      try {
        running.set(part.name, await part.start((error) => fail(part, error), asked.signal));
        logger.info({ part: part.name }, 'started');
      } catch (error) {
        logger.error({ part: part.name, err: error }, 'could not start');
        exit = EXIT.startFailed;
        void stop();
      }
    }
  }

  function stop(): Promise<void> {
    asked.abort();
    stopping ??= stopAll().then(() => done.resolve(exit));
    return stopping;
  }

  async function stopAll(): Promise<void> {
    const late = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => late.resolve('late'), stopTimeoutMs);
    const inTime = async (what: string, work: Promise<void>) => {
      if ((await Promise.race([work, late.promise])) !== 'late') return true;
      logger.error({ part: what }, 'did not stop in time');
      exit = EXIT.stopTimedOut;
      return false;
    };
    let going = await inTime('start', starting);
    for (const [name, part] of going ? [...running].reverse() : []) {
      going = going && (await inTime(name, stopOne(name, part)));
    }
    clearTimeout(timer);
  }

  async function stopOne(name: string, part: RunningPart): Promise<void> {
    try {
      await part.stop();
      logger.info({ part: name }, 'stopped');
    } catch (error) {
      logger.error({ part: name, err: error }, 'failed while stopping');
      if (exit === EXIT.stopped) exit = EXIT.partFailed;
    }
  }

  function health(): Health {
    const states = parts.map(({ name }): [string, PartHealth] => {
      const part = running.get(name);
      if (stopping !== null) return [name, STOPPING];
      return [name, part === undefined ? STARTING : (part.health?.() ?? { ready: true })];
    });
    return {
      live: exit === EXIT.stopped,
      ready: states.every(([, state]) => state.ready),
      parts: Object.fromEntries(states),
    };
  }

  return { start, stop, health, done: done.promise };
}

import type { Part } from '../lifecycle/part.ts';
import { reachTopics, waitForOutside } from '../lifecycle/wait-for-outside.ts';
import type { Logger } from '../logging/create-logger.ts';
import type { Runtime } from './open-runtime.ts';

/**
 * The log and the store as the first part of a process: topics and tables are made before anything needs them. While
 * either is away the part stays unstarted, so the process is not ready, and tries again until it is told to stop.
 */
export function runtimePart({ eventLog, store }: Runtime, logger: Logger): Part {
  return {
    name: 'runtime',
    async start(_fail, stopping = new AbortController().signal) {
      const options = { logger, stopping };
      await waitForOutside(() => reachTopics(eventLog), { what: 'the event log', ...options });
      await waitForOutside(() => store.ensureSchema(), { what: 'the record store', ...options });
      return {
        async stop() {
          await eventLog.close();
          await store.close();
        },
      };
    },
  };
}

import type { Part } from '../lifecycle/part.ts';
import type { Runtime } from './open-runtime.ts';

/** The log and the store as the first part of a process: topics and tables are made before anything needs them. */
export function runtimePart({ eventLog, store }: Runtime): Part {
  return {
    name: 'runtime',
    async start() {
      await eventLog.ensureTopics();
      await store.ensureSchema();
      return {
        async stop() {
          await eventLog.close();
          await store.close();
        },
      };
    },
  };
}

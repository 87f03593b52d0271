import { createRequire } from 'node:module';
import { patchMethod } from './patch-method.ts';

/**
 * kafkajs 2.2.4 looks for requests to send about 2,700 times a second even when there are none (kafkajs#1704), and
 * with a negative delay, which newer Node reports. Every push and every answer looks by itself, so nothing is missed.
 */
export function quietRequestQueue(): void {
  const queueClass = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js');
  patchMethod(queueClass, 'scheduleCheckPendingRequests', (original) => (queue, args) => {
    const { pending, throttledUntil } = { pending: [], throttledUntil: 0, ...queue };
    if (pending.length === 0 && throttledUntil <= Date.now()) return;
    return original(queue, args);
  });
}

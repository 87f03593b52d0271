import { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import type { Requests } from './requests.ts';

/** Resolves when searches see everything that was written before the call, by any process. */
export type Refresh = () => Promise<void>;

const Refreshed = z.object({ _shards: z.object({ failed: z.number() }) });

/**
 * Refreshes what an alias names. Calls that come while one refresh runs share the next: however many ask, one runs
 * at a time. Of shards without news a refresh costs next to nothing.
 */
export function createRefresher(requests: Requests, alias: string): Refresh {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  async function refresh(): Promise<void> {
    const answer = await requests.send({ method: 'POST', path: [alias, '_refresh'] }, Refreshed);
    // No month was written yet.
    if (!answer.ok && answer.status === 404) return;
    if (!answer.ok) throw unexpectedRefusal('refresh', answer);
    if (answer.body._shards.failed > 0) {
      throw new RecordStoreError('STORE_UNREACHABLE', 'a shard could not refresh', { retriable: true });
    }
  }

  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        running = refresh();
        return running;
      });
    return next;
  };
}

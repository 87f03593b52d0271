import { setTimeout as sleep } from 'node:timers/promises';

export interface Backoff {
  /** Wait after the first failure, milliseconds. */
  readonly initialMs: number;
  readonly maxMs: number;
}

export const DEFAULT_BACKOFF: Backoff = { initialMs: 500, maxMs: 30_000 };

/** How long to wait after the nth failure in a row (from 1): doubled each time, ± 20 % so that members don't march in step. */
export function backoffMs({ initialMs, maxMs }: Backoff, failures: number): number {
  const doubled = Math.min(maxMs, initialMs * 2 ** Math.min(failures - 1, 30));
  return doubled * (0.8 + 0.4 * Math.random());
}

/** Resolves when the time is over or the signal is aborted, whichever comes first. Never rejects. */
export async function waitOrAbort(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}

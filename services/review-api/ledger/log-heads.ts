import type { Logger } from '../../../platform/logging/create-logger.ts';

const EVERY_MS = 10 * 60_000;

/**
 * Writes the end of the ledger into the log, every ten minutes at most while it grows: a log that is kept elsewhere is
 * a witness for `callwarden audit verify --head`.
 */
export function createHeadLog(logger: Pick<Logger, 'info'>, now: () => Date) {
  let loggedMs = Number.NEGATIVE_INFINITY;
  return function logHead({ seq, hash }: { readonly seq: number; readonly hash: string }): void {
    const nowMs = now().getTime();
    if (nowMs - loggedMs < EVERY_MS) return;
    loggedMs = nowMs;
    logger.info({ ledgerHead: `${seq}:${hash}` }, 'end of the ledger');
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Part, PartHealth } from '../../platform/lifecycle/part.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { Metrics } from '../../platform/metrics/create-metrics.ts';
import { fingerprintLexicons } from './fingerprint-lexicons.ts';
import { loadRulebookFolder, RulebookError } from './load-rulebook-folder.ts';
import type { RulebookInForce } from './rulebook-in-force.ts';

export interface RulebookWatchOptions {
  readonly folder: string;
  readonly inForce: RulebookInForce;
  /** Between two looks; 0 never looks. */
  readonly everyMs: number;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'rulebookReloads'>;
}

/**
 * Takes up a changed rulebook folder while the process runs. A change must stand for two looks, so that a copy in progress
 * is not read; a folder with faults is reported by codes, and the rulebook in force stays.
 */
export function createRulebookWatch({
  folder,
  inForce,
  everyMs,
  logger,
  metrics,
}: RulebookWatchOptions): Part {
  let fault: { readonly code: string; readonly detail: string } | null = null;

  return {
    name: 'rulebook',
    async start() {
      const ending = new AbortController();
      const watching = everyMs === 0 ? Promise.resolve() : watch(ending.signal);
      return {
        async stop() {
          ending.abort();
          await watching;
        },
        health: (): PartHealth => ({ ready: true, ...fault }),
      };
    },
  };

  async function watch(signal: AbortSignal): Promise<void> {
    // The folder may have changed since the process read it: the first look counts as a change.
    let settled = '';
    let seen = '';
    while (!signal.aborted) {
      const now = await fingerprintLexicons(folder).catch((error: NodeJS.ErrnoException) => {
        refuse(error.code ?? 'UNKNOWN', `cannot be read: ${error.code ?? 'UNKNOWN'}`);
        return seen;
      });
      if (now === seen && now !== settled) {
        settled = now;
        await takeUp();
      }
      seen = now;
      await sleep(everyMs, null, { signal }).catch(() => null);
    }
  }

  async function takeUp(): Promise<void> {
    try {
      const next = await loadRulebookFolder(folder);
      const before = inForce.current().rulebook.hash;
      fault = null;
      if (next.hash === before) return;
      if (next.rules.length === 0) {
        logger.error({ code: 'RULEBOOK_EMPTY' }, 'rulebook refused');
        refuse('RULEBOOK_EMPTY', 'holds no active rule');
        return;
      }
      inForce.replace(next);
      metrics.rulebookReloads.inc({ result: 'taken' });
      logger.info({ rules: next.rules.length, rulebookHash: next.hash, before }, 'rulebook taken up');
    } catch (error) {
      if (!(error instanceof RulebookError)) {
        logger.error({ err: error }, 'the changed rulebook could not be compiled');
        refuse('RULEBOOK_NOT_COMPILED', 'could not be compiled; the error is in the log');
        return;
      }
      const codes = [...new Set(error.problems.map(({ code }) => code))].sort();
      const files = [...new Set(error.problems.map(({ file }) => file))].sort();
      logger.error({ code: error.code, problems: error.problems.length, codes, files }, 'rulebook refused');
      refuse(
        error.code,
        `has ${error.problems.length} problems (${codes.join(', ')}) in ${files.join(', ')}`,
      );
    }
  }

  function refuse(code: string, what: string): void {
    const detail = `the changed rulebook ${what}; ${inForce.current().rulebook.hash} stays in force`;
    if (fault?.detail === detail) return;
    fault = { code, detail };
    metrics.rulebookReloads.inc({ result: 'refused' });
  }
}

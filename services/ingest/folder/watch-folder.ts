import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventLog, EventLogError } from '../../../platform/event-log/port.ts';
import type { Part, PartHealth } from '../../../platform/lifecycle/part.ts';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { Metrics } from '../../../platform/metrics/create-metrics.ts';
import { ingestFile } from './ingest-file.ts';
import { createSettledFiles } from './settled-files.ts';

export interface FolderWatchOptions {
  readonly folder: string;
  /** How long a file must stay unchanged before it counts as complete. */
  readonly settleMs: number;
  /** Between looks at the folder. Default one second. */
  readonly scanMs?: number;
  /** The longest wait after faults in a row. Default half a minute. */
  readonly maxBackoffMs?: number;
  readonly eventLog: EventLog;
  /** See itemLimit. */
  readonly maxItemBytes: number;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly now?: () => Date;
}

/**
 * Takes files of transcripts that are put into a folder, one after the other, and moves them to done/ or failed/ in it.
 * A fault of the outside (event log, disk) leaves a file where it is; it is tried again for as long as it takes. One
 * process a folder.
 */
export function createFolderWatch(options: FolderWatchOptions): Part {
  const { folder, settleMs, scanMs = 1_000, maxBackoffMs = 30_000, logger, metrics } = options;
  const { now = () => new Date() } = options;

  async function take(name: string, signal: AbortSignal): Promise<void> {
    const { status, progress } = await ingestFile(name, { ...options, now, signal });
    if (status === 'changed') return;
    const { accepted, rejected, rejectedByCode, bytes } = progress;
    metrics.processed.inc({ stage: 'ingest' }, accepted);
    for (const [code, count] of Object.entries(rejectedByCode)) {
      metrics.rejected.inc({ stage: 'ingest', code }, count);
    }
    metrics.lastProgress.setToCurrentTime({ stage: 'ingest' });
    logger.info({ file: name, status, accepted, rejected, rejectedByCode, bytes }, 'took a file');
  }

  /** A file that can't be read or moved doesn't hold up the others; an event log that is away does. */
  async function takeAll(names: readonly string[], signal: AbortSignal): Promise<void> {
    let fault: unknown = null;
    for (const name of names) {
      try {
        await take(name, signal);
      } catch (error) {
        if (error instanceof EventLogError || signal.aborted) throw error;
        // Somebody took the file away in the meantime.
        if (codeOf(error) !== 'ENOENT') fault ??= error;
      }
    }
    if (fault !== null) throw fault;
  }

  return {
    name: 'folder',
    async start() {
      await mkdir(join(folder, 'done'), { recursive: true });
      await mkdir(join(folder, 'failed'), { recursive: true });
      const settled = createSettledFiles({ folder, settleMs, clock: () => performance.now() });
      const stopping = new AbortController();
      const { signal } = stopping;
      let health: PartHealth = { ready: true };

      async function run(): Promise<void> {
        let failures = 0;
        while (!signal.aborted) {
          try {
            await takeAll(await settled.scan(), signal);
            if (failures > 0) logger.info({ part: 'folder' }, 'works again');
            failures = 0;
            health = { ready: true };
          } catch (error) {
            if (signal.aborted) break;
            failures++;
            const code = codeOf(error);
            if (failures === 1) logger.warn({ part: 'folder', err: error }, 'waits');
            health = { ready: false, code, detail: `waits because of ${code}` };
          }
          const wait = failures === 0 ? scanMs : Math.min(maxBackoffMs, scanMs * 2 ** Math.min(failures, 20));
          await sleep(wait, undefined, { signal }).catch(() => {});
        }
      }
      const ended = run();
      return {
        health: () => health,
        async stop() {
          stopping.abort();
          await ended;
        },
      };
    },
  };
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'FOLDER_FAULT';

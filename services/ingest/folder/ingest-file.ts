import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EventLog } from '../../../platform/event-log/port.ts';
import type { RejectedItem } from '../accept-item.ts';
import type { IngestProgress } from '../ingest-progress.ts';
import { ingestStream } from '../ingest-stream.ts';
import { outcomePaths } from './outcome-paths.ts';
import { createRejectedFile } from './rejected-file.ts';

export interface IngestFileOptions {
  readonly folder: string;
  readonly eventLog: EventLog;
  readonly maxItemBytes: number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** taken: in done/; failed: in failed/, nothing was taken; changed: left where it is, somebody still writes. */
export interface FileResult {
  readonly status: 'taken' | 'failed' | 'changed';
  readonly progress: IngestProgress;
}

/** Faults that a .reason.json lists. */
const MAX_REASONS = 100;

/**
 * Takes one file: publishes what is good, keeps what is bad as dead letters and in failed/, then moves the file. Moving
 * is the last step: a crash before it repeats the file, which changes nothing. Rejects for faults of the outside.
 */
export async function ingestFile(name: string, options: IngestFileOptions): Promise<FileResult> {
  const { folder, now, signal } = options;
  const path = join(folder, name);
  const rejected = createRejectedFile(join(folder, 'failed', '.rejected.draft'));
  const first: RejectedItem[] = [];
  try {
    const before = await stat(path, { bigint: true });
    const progress = await ingestStream(createReadStream(path), {
      ...options,
      name,
      async onRejected(item) {
        if (first.length < MAX_REASONS) first.push(item);
        await rejected.add(item);
      },
    });
    signal.throwIfAborted();
    const after = await stat(path, { bigint: true });
    if (after.size !== before.size || after.mtimeNs !== before.mtimeNs)
      return { status: 'changed', progress };
    const paths = await outcomePaths(folder, name);
    if (progress.accepted > 0) {
      await rejected.finish(paths.rejected);
      await moveAfter(paths.rejected, path, paths.done);
      return { status: 'taken', progress };
    }
    const reasons =
      progress.items === 0 ? [EMPTY] : first.map(({ line, code, details }) => ({ line, code, details }));
    const reason = { file: name, at: now().toISOString(), progress, reasons };
    await mkdir(dirname(paths.reason), { recursive: true });
    await writeFile(paths.reason, `${JSON.stringify(reason, null, 2)}\n`);
    await moveAfter(paths.reason, path, paths.failed);
    return { status: 'failed', progress };
  } finally {
    await rejected.discard();
  }
}

/** Moves a file; what was told about it goes away again when that fails, for it will be told again. */
async function moveAfter(told: string, from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  } catch (error) {
    await rm(told, { force: true });
    throw error;
  }
}

const EMPTY = {
  line: 1,
  code: 'empty',
  details: [{ field: '$', reason: 'holds no transcript', mend: 'put a file with transcripts here' }],
};

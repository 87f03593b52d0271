import { isUtf8 } from 'node:buffer';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RejectedItem } from '../accept-item.ts';

/** The rejected items of one file, written as they come: NDJSON with reasons and originals. */
export interface RejectedFile {
  add(item: RejectedItem): Promise<void>;
  /** Gives the complete file its name; does nothing when there was no item. */
  finish(path: string): Promise<void>;
  /** Leaves nothing behind, unless it was finished. */
  discard(): Promise<void>;
}

/** Writes under `draftPath` until it is complete, so that a crash leaves no half file under its name. */
export function createRejectedFile(draftPath: string): RejectedFile {
  let file: FileHandle | null = null;
  return {
    async add(item) {
      file ??= await begin(draftPath);
      await file.write(`${JSON.stringify(toLine(item))}\n`);
    },
    async finish(path) {
      if (file === null) return;
      await file.sync();
      await file.close();
      file = null;
      await rename(draftPath, path);
    },
    async discard() {
      if (file === null) return;
      await file.close();
      file = null;
      await rm(draftPath, { force: true });
    },
  };
}

async function begin(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'w');
}

function toLine({ index, line, code, details, raw }: RejectedItem) {
  const bytes = Buffer.from(raw);
  const original = isUtf8(bytes)
    ? { original: bytes.toString('utf8') }
    : { original: bytes.toString('base64'), encoding: 'base64' };
  return { item: index, line, code, details, ...original };
}

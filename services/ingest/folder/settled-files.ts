import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Writers use such names until a file is complete, then rename it. */
const UNFINISHED = /^\.|\.(part|partial|tmp|temp|filepart|crdownload|swp)$|~$/i;

interface FileState {
  readonly name: string;
  readonly inode: bigint;
  readonly size: bigint;
  readonly modifiedNs: bigint;
}

interface Seen extends FileState {
  readonly sinceMs: number;
}

export interface SettledFiles {
  /** Names of the files that are complete now, the oldest first. Rejects when the folder can't be read. */
  scan(): Promise<readonly string[]>;
}

export interface SettledFilesOptions {
  readonly folder: string;
  readonly settleMs: number;
  /** Milliseconds; only differences matter. */
  readonly clock: () => number;
}

/**
 * Tells complete files from those still being written: a file that stayed as it is for `settleMs`, or one that was
 * renamed from an unfinished name seen before. Looks at the folder itself, because notices of changes don't come from
 * network folders and get lost under load.
 */
export function createSettledFiles({ folder, settleMs, clock }: SettledFilesOptions): SettledFiles {
  let seen = new Map<string, Seen>();
  let unfinished = new Set<bigint>();
  return {
    async scan() {
      const now = clock();
      const files = await listFiles(folder);
      const finished = files.filter((file) => !UNFINISHED.test(file.name));
      const before = seen;
      seen = new Map(
        finished.map((file) => [
          file.name,
          { ...file, sinceMs: sinceWhen(file, before.get(file.name), now) },
        ]),
      );
      const renamed = unfinished;
      unfinished = new Set(files.filter((file) => UNFINISHED.test(file.name)).map((file) => file.inode));
      return [...seen.values()]
        .filter(
          (file) => now - file.sinceMs >= settleMs || (renamed.has(file.inode) && !before.has(file.name)),
        )
        .sort((a, b) => Number(a.modifiedNs - b.modifiedNs) || (a.name < b.name ? -1 : 1))
        .map((file) => file.name);
    },
  };
}

function sinceWhen(file: FileState, before: Seen | undefined, now: number): number {
  return before !== undefined && isSame(file, before) ? before.sinceMs : now;
}

const isSame = (a: FileState, b: FileState) =>
  a.inode === b.inode && a.size === b.size && a.modifiedNs === b.modifiedNs;

async function listFiles(folder: string): Promise<FileState[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const states = entries.filter((entry) => entry.isFile()).map((entry) => fileState(folder, entry.name));
  return (await Promise.all(states)).filter((state) => state !== null);
}

/** What a file is now, or null when it is gone. */
async function fileState(folder: string, name: string): Promise<FileState | null> {
  try {
    const { ino, size, mtimeNs } = await stat(join(folder, name), { bigint: true });
    return { name, inode: ino, size, modifiedNs: mtimeNs };
  } catch {
    return null;
  }
}

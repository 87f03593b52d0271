import { access } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** Where a file of a watched folder and what is told about it go. */
export interface OutcomePaths {
  /** The file, when something of it was taken. */
  readonly done: string;
  /** Its rejected items then. */
  readonly rejected: string;
  /** The file, when nothing of it was taken. */
  readonly failed: string;
  /** Why, then. */
  readonly reason: string;
}

/** Paths that overwrite nothing: a file of the same name as an earlier one is numbered. */
export async function outcomePaths(folder: string, name: string): Promise<OutcomePaths> {
  const { name: stem, ext } = parse(shortened(name));
  for (let number = 1; ; number++) {
    const own = number === 1 ? `${stem}${ext}` : `${stem}-${number}${ext}`;
    const paths = {
      done: join(folder, 'done', own),
      rejected: join(folder, 'failed', `${own}.rejected.ndjson`),
      failed: join(folder, 'failed', own),
      reason: join(folder, 'failed', `${own}.reason.json`),
    };
    const taken = await Promise.all(Object.values(paths).map(exists));
    if (!taken.includes(true)) return paths;
  }
}

/** File systems take 255 bytes; what is put behind a name needs some. */
const MAX_NAME_BYTES = 220;

function shortened(name: string): string {
  const { name: stem, ext } = parse(name);
  const room = MAX_NAME_BYTES - Buffer.byteLength(ext);
  if (Buffer.byteLength(stem) <= room || room < 1) return name;
  // A cut inside of a character leaves a replacement character, which is dropped.
  return `${Buffer.from(stem)
    .subarray(0, room)
    .toString()
    .replace(/\ufffd$/, '')}${ext}`;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

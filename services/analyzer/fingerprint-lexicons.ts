import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listLexicons } from './read-lexicons.ts';

/** Names, sizes and times of the files that decide: another answer means that something in the folder was touched. */
export async function fingerprintLexicons(folder: string): Promise<string> {
  const seen: string[] = [];
  for (const path of await listLexicons(folder)) {
    const { size, mtimeMs } = await stat(join(folder, path));
    seen.push(`${path} ${size} ${mtimeMs}`);
  }
  return seen.join('\n');
}

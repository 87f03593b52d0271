import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LexiconFiles } from './rulebook/load-rulebook.ts';

const ROOMS = ['rules', 'terms', 'guards', 'cues', 'elements', 'parameters', 'reader'];
const KEPT = /\.yaml$|^(zh|en)[/\\](model\.json|weights\.txt)$/;

/** Reads the files of a lexicons folder that decide; keys are paths below it with forward slashes. Throws where the folder can't be read. */
export async function readLexicons(folder: string): Promise<LexiconFiles> {
  const files = new Map<string, string>();
  for (const room of ROOMS) {
    const names = await readdir(join(folder, room), { recursive: true }).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return [];
        throw cause;
      },
    );
    for (const name of names.filter((path) => KEPT.test(path)).sort()) {
      files.set(`${room}/${name.replaceAll('\\', '/')}`, await readFile(join(folder, room, name), 'utf8'));
    }
  }
  return files;
}

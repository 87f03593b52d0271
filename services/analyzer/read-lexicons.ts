import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LexiconFiles } from './rulebook/load-rulebook.ts';

const ROOMS = ['rules', 'terms', 'guards', 'cues', 'elements', 'parameters', 'reader'];
const KEPT = /\.yaml$|^(zh|en)[/\\](model\.json|weights\.txt)$/;

/** The files of a lexicons folder that decide, as paths below it with forward slashes. Throws where the folder can't be read. */
export async function listLexicons(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const room of ROOMS) {
    const names = await readdir(join(folder, room), { recursive: true }).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return [];
        throw cause;
      },
    );
    for (const name of names.filter((path) => KEPT.test(path)).sort())
      paths.push(`${room}/${name.replaceAll('\\', '/')}`);
  }
  return paths;
}

/** Reads the files of a lexicons folder that decide; keys are paths below it with forward slashes. Throws where the folder can't be read. */
export async function readLexicons(folder: string): Promise<LexiconFiles> {
  const files = new Map<string, string>();
  for (const path of await listLexicons(folder)) files.set(path, await readFile(join(folder, path), 'utf8'));
  return files;
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLexicons } from '../../../services/analyzer/read-lexicons.ts';
import { type LexiconFiles, loadRulebook } from '../../../services/analyzer/rulebook/load-rulebook.ts';
import { CommandError, EXIT_CODES } from '../../terminal.ts';

const BESIDE = ['retired.yaml', 'lock.json', 'false-alarms.json'];
const FOLDERS = { schema: '.json', corpora: '.jsonl' };

async function orNone<T>(work: Promise<T>, none: T): Promise<T> {
  return work.catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return none;
    throw cause;
  });
}

/** Everything in a lexicons folder that the checks look at: rules and lists, lock, retired ids, schemas, corpora. */
export async function readRuleShelf(folder: string) {
  const files = new Map(await readLexicons(folder));
  for (const name of BESIDE) {
    const text = await orNone<string | null>(readFile(join(folder, name), 'utf8'), null);
    if (text !== null) files.set(name, text);
  }
  for (const [room, ending] of Object.entries(FOLDERS)) {
    const names = await orNone(readdir(join(folder, room)), []);
    for (const name of names.filter((path) => path.endsWith(ending)).sort())
      files.set(`${room}/${name}`, await readFile(join(folder, room, name), 'utf8'));
  }
  if (![...files.keys()].some((path) => path.startsWith('rules/')))
    throw new CommandError(`there are no rules in ${folder}; is it a lexicons folder?`, EXIT_CODES.usage);
  const shelf: LexiconFiles = files;
  return { files: shelf, loaded: loadRulebook(shelf) };
}

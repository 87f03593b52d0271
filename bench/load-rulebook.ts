import { loadRulebookFolder } from '../services/analyzer/load-rulebook-folder.ts';
import type { Rulebook } from '../services/analyzer/rulebook/rulebook.ts';

/** The rulebook of `--rulebook DIR`, or the project's own. */
export function benchRulebook(): Promise<Rulebook> {
  const at = process.argv.indexOf('--rulebook');
  return loadRulebookFolder(at === -1 ? 'lexicons' : (process.argv[at + 1] ?? ''));
}

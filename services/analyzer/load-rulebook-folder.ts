import { readLexicons } from './read-lexicons.ts';
import { loadRulebook } from './rulebook/load-rulebook.ts';
import { formatProblem, type RulebookProblem } from './rulebook/problem.ts';
import type { Rulebook } from './rulebook/rulebook.ts';

/** A rulebook with faults never runs: a service refuses to start, a reload keeps the old one. */
export class RulebookError extends Error {
  readonly code = 'RULEBOOK_FAULTY';
  readonly problems: readonly RulebookProblem[];
  constructor(folder: string, problems: readonly RulebookProblem[]) {
    const told = problems.map((found) => formatProblem(found, 'en')).join('\n');
    super(`the rulebook in ${folder} has ${problems.length} problems:\n${told}`);
    this.name = 'RulebookError';
    this.problems = problems;
  }
}

/** Reads, checks and links the rulebook of a folder. Throws RulebookError with every problem. Training leaves old readers out. */
export async function loadRulebookFolder(
  folder: string,
  { withoutReaders = false }: { readonly withoutReaders?: boolean } = {},
): Promise<Rulebook> {
  const files = [...(await readLexicons(folder))].filter(
    ([path]) => !withoutReaders || !path.startsWith('reader/'),
  );
  const { rulebook, problems } = loadRulebook(new Map(files));
  if (problems.length > 0) throw new RulebookError(folder, problems);
  return rulebook;
}

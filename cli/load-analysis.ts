import { type AnalyseCall, createCallAnalysis } from '../services/analyzer/analyse-call.ts';
import { readLexicons } from '../services/analyzer/read-lexicons.ts';
import { type LoadedRulebook, loadRulebook } from '../services/analyzer/rulebook/load-rulebook.ts';
import { formatProblem } from '../services/analyzer/rulebook/problem.ts';
import { CommandError, EXIT_CODES } from './terminal.ts';

/** A rulebook that loaded without complaint, ready to analyse with. Throws a CommandError that lists what is wrong. */
export async function loadAnalysis(
  folder: string,
): Promise<{ analyse: AnalyseCall; loaded: LoadedRulebook }> {
  const loaded = loadRulebook(await readLexicons(folder));
  if (loaded.problems.length > 0) {
    const told = loaded.problems.map((found) => formatProblem(found, 'en')).join('\n');
    throw new CommandError(
      `the rulebook in ${folder} has ${loaded.problems.length} problems:\n${told}`,
      EXIT_CODES.findings,
    );
  }
  if (loaded.rulebook.rules.length === 0) {
    throw new CommandError(
      `there are no active rules in ${folder}; is it a lexicons folder?`,
      EXIT_CODES.usage,
    );
  }
  return { analyse: createCallAnalysis(loaded.rulebook), loaded };
}

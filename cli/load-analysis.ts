import { type AnalyseCall, createCallAnalysis } from '../services/analyzer/analyse-call.ts';
import { loadRulebookFolder, RulebookError } from '../services/analyzer/load-rulebook-folder.ts';
import type { Rulebook } from '../services/analyzer/rulebook/rulebook.ts';
import { CommandError, EXIT_CODES } from './terminal.ts';

/** A rulebook that loaded without complaint, ready to analyse with. Throws a CommandError that lists what is wrong. */
export async function loadAnalysis(folder: string): Promise<{ analyse: AnalyseCall; rulebook: Rulebook }> {
  const rulebook = await loadRulebookFolder(folder).catch((error: unknown) => {
    if (error instanceof RulebookError)
      throw new CommandError(error.message, EXIT_CODES.findings, { cause: error });
    throw error;
  });
  if (rulebook.rules.length === 0) {
    throw new CommandError(
      `there are no active rules in ${folder}; is it a lexicons folder?`,
      EXIT_CODES.usage,
    );
  }
  return { analyse: createCallAnalysis(rulebook), rulebook };
}

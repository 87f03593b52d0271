import type { Command } from 'commander';
import { explainFinding } from '../../services/analyzer/explain-finding.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden explain zh-dev-002 kq3Vd…        id as shown by callwarden show
  $ callwarden explain zh-dev-002 kq3Vd… --rulebook ../lexicons-of-2026-09

Runs the analysis again on the stored transcript and compares it with the finding, byte for byte.
Exit codes: 0 the same, 1 not found, 3 it differs (the differences are listed).`;

/** callwarden explain: why a finding stands, and whether it can be made again. */
export function registerExplain(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('explain'))
    .description('explain a finding and make it again')
    .argument('<call>', 'call id')
    .argument('<finding>', 'finding id')
    .option('--rulebook <dir>', 'lexicons folder in force at the time', 'lexicons')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action(
      (callId: string, findingId: string, options: ConfigOptions & { rulebook: string; json?: boolean }) =>
        withRuntime(options, async ({ store }) => {
          const call = await store.getCall(callId);
          const stored = call?.findings.find(({ finding }) => finding.id === findingId);
          if (!call || !stored) throw new CommandError(`there is no finding ${findingId} of call ${callId}`);
          const { analyse, rulebook } = await loadAnalysis(options.rulebook);
          const replayed = await explainFinding({ call, finding: stored.finding, analyse, rulebook, store });
          if (options.json) terminal.out(JSON.stringify({ finding: stored.finding, ...replayed }, null, 2));
          else {
            terminal.out(stored.finding.explanation.zh);
            terminal.out(stored.finding.explanation.en);
            terminal.out(
              replayed.same
                ? 'made again: the same, byte for byte'
                : `made again: it differs\n${replayed.differences.join('\n')}`,
            );
          }
          if (!replayed.same) process.exitCode = EXIT_CODES.findings;
        }),
    );
}

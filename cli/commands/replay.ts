import type { Command } from 'commander';
import type { StoredCall } from '../../contracts/call-record.ts';
import { CallFilter } from '../../contracts/call-search.ts';
import type { Finding } from '../../contracts/finding.ts';
import { callOutcome } from '../../services/analyzer/call-outcome.ts';
import { createContactHistory } from '../../services/analyzer/history.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { createVerdictDiff } from '../verdict-diff.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden replay --from 2026-09-01T00:00:00+08:00 --to 2026-10-01T00:00:00+08:00 --dry-run
  $ callwarden replay --rulebook ../candidate --dry-run --json      what a changed rulebook would add and lose
  $ callwarden replay --from 2026-09-01T00:00:00+08:00              analyse again and write; verdicts on unchanged evidence stay

Only calls whose transcript is kept (flagged or sampled) can be analysed again; the others are counted.
Exit codes: 0 done, 1 the store failed, 2 wrong usage, 3 dry run found differences.`;

interface ReplayOptions extends ConfigOptions {
  readonly from?: string;
  readonly to?: string;
  readonly rulebook: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const BATCH = 100;

/** callwarden replay: stored transcripts through a rulebook again; dry-run prints the difference and writes nothing. */
export function registerReplay(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('replay'))
    .description('analyse stored calls again')
    .option('--from <time>', 'calls started at or after')
    .option('--to <time>', 'calls started before')
    .option('--rulebook <dir>', 'lexicons folder', 'lexicons')
    .option('--dry-run', 'write nothing, print what would change')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: ReplayOptions) =>
      withRuntime(options, async ({ store }, { config }) => {
        const filter = CallFilter.safeParse({ from: options.from, to: options.to });
        if (!filter.success)
          throw new CommandError(
            '--from and --to: ISO 8601 with an offset, for example 2026-09-01T00:00:00+08:00',
            EXIT_CODES.usage,
          );
        const { analyse, rulebook } = await loadAnalysis(options.rulebook);
        const historyOf = createContactHistory(store, rulebook);
        const sampling = { rate: config.analyzer.sampleRate, seed: config.analyzer.sampleSeed };
        const diff = createVerdictDiff();
        let unkept = 0;
        let batch: StoredCall[] = [];
        const write = async () => {
          if (!options.dryRun && batch.length > 0) await store.writeCalls(batch, { supersede: true });
          batch = [];
        };
        for await (const call of store.scan(filter.data)) {
          if (call.transcript === null) {
            unkept += 1;
            continue;
          }
          const analysis = analyse(call.transcript, await historyOf(call.transcript));
          diff.add(call.transcript, current(call), analysis.findings);
          batch.push(callOutcome(call.transcript, analysis, sampling));
          if (batch.length >= BATCH) await write();
        }
        await write();
        const result = { ...diff.result(), callsWithoutTranscript: unkept, rulebookHash: rulebook.hash };
        if (options.json) terminal.out(JSON.stringify(result, null, 2));
        else for (const line of diff.lines()) terminal.out(line);
        if (unkept > 0)
          terminal.err(`${unkept} calls are kept without transcript and were not analysed again`);
        if (options.dryRun && result.added + result.lost > 0) process.exitCode = EXIT_CODES.findings;
      }),
    );
}

const current = (call: StoredCall): Finding[] =>
  call.findings.filter(({ superseded }) => !superseded).map(({ finding }) => finding);

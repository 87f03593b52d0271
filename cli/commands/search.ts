import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { CallQuery, CallSort } from '../../contracts/call-search.ts';
import { ExportRequest } from '../../contracts/export.ts';
import type { LoadedConfig } from '../../platform/config/load-config.ts';
import type { Runtime } from '../../platform/runtime/open-runtime.ts';
import { createExports } from '../../services/review-api/exports/create-exports.ts';
import { NOTHING_REVEALED } from '../../services/review-api/personal-data/call-mask.ts';
import { maskAnswer } from '../../services/review-api/personal-data/mask-answer.ts';
import { machineUser, openLedger } from '../open-ledger.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden search --category threat --from 2026-09-01T00:00:00+08:00
  $ callwarden search --text '"去你单位"' --agency agency-2
  $ callwarden search --rule zh.threat.workplace --export calls.xlsx --reason "court order 12"
  $ callwarden search --flagged true --severity redline --json | jq -r .record.callId

Exit codes: 0 done, 1 the store failed, 2 wrong usage.`;

const FILTERS = [
  'from',
  'to',
  'collector',
  'team',
  'agency',
  'debtor',
  'case',
  'language',
  'category',
  'severity',
  'rule',
  'outcome',
  'reviewState',
  'verdict',
  'reviewer',
  'flagged',
  'text',
  'saidBy',
  'saidWithinSeconds',
] as const;

const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** callwarden search: the calls that match, newest first; several values of a filter are parted by commas. */
export function registerSearch(program: Command, terminal: Terminal): void {
  const command = withConfigOptions(program.command('search')).description('find calls');
  for (const name of FILTERS) command.option(`--${flagOf(name)} <value>`, `filter by ${name}`);
  command
    .addOption(new Option('--sort <order>', 'order').choices(CallSort.options))
    .option('--limit <n>', 'at most so many calls', '20')
    .option('--json', 'one JSON line a call')
    .option('--export <file>', 'write all of them, masked, to FILE.csv or FILE.xlsx')
    .option('--reason <text>', 'why it is exported; it stands in the ledger and in the file')
    .addHelpText('after', EXAMPLES)
    .action((options: SearchOptions) =>
      withRuntime(options, async (runtime, loaded) => {
        const { store } = runtime;
        const query = CallQuery.safeParse(given(options, [...FILTERS, 'sort', 'limit']));
        if (!query.success) {
          const told = query.error.issues.map(
            ({ path, message }) => `--${flagOf(String(path[0] ?? ''))}: ${message}`,
          );
          throw new CommandError(told.join('\n'), EXIT_CODES.usage);
        }
        if (options.export !== undefined) return exportCalls(options, runtime, loaded, terminal);
        const page = await store.search(query.data);
        for (const hit of page.hits) {
          const { record } = hit;
          terminal.out(
            options.json
              ? JSON.stringify(hit)
              : `${record.startedAt}  ${record.callId}  ${record.collectorId}  ${record.worstSeverity ?? '-'}  ${record.categories.join(',') || 'clear'}`,
          );
        }
        if (!options.json) terminal.err(`${page.hits.length} of ${page.total} calls`);
      }),
    );
}

type SearchOptions = ConfigOptions & Record<string, string> & { json?: boolean };

const given = (options: SearchOptions, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));

async function exportCalls(
  options: SearchOptions,
  runtime: Runtime,
  loaded: LoadedConfig,
  terminal: Terminal,
): Promise<void> {
  const file = options.export ?? '';
  const asked = ExportRequest.safeParse({
    query: given(options, [...FILTERS, 'sort']),
    format: file.slice(file.lastIndexOf('.') + 1).toLowerCase(),
    reason: options.reason,
  });
  if (!asked.success) {
    const told = asked.error.issues.map(({ path, message }) =>
      path[0] === 'format' ? '--export: must end in .csv or .xlsx' : `--${String(path.at(-1))}: ${message}`,
    );
    throw new CommandError(told.join('\n'), EXIT_CODES.usage);
  }
  const { store } = runtime;
  const ledger = openLedger(runtime, loaded);
  const made = await createExports({ store, ledger }).export({
    request: asked.data,
    query: asked.data.query,
    actor: machineUser(),
    shown: (call) => ({
      ...call,
      findings: call.findings.filter(({ finding }) => finding.status === 'active'),
    }),
    mask: (value) =>
      maskAnswer(value, {
        callId: null,
        hidesTellingHits: true,
        revealedOf: () => NOTHING_REVEALED,
        loadCalls: async (callIds) => {
          const calls = await Promise.all(callIds.map((callId) => store.getCall(callId)));
          return new Map(callIds.map((callId, index) => [callId, calls[index]?.transcript ?? null]));
        },
      }),
  });
  if (made.status === 'too_many')
    throw new CommandError(`${made.total} calls are too many for one file; part them by --from and --to`);
  await pipeline(made.bytes, createWriteStream(file, { mode: 0o600 }));
  await ledger.settle();
  terminal.err(`${made.rows} calls written to ${file}`);
}

import { type Command, Option } from 'commander';
import { CallQuery, CallSort } from '../../contracts/call-search.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden search --category threat --from 2026-09-01T00:00:00+08:00
  $ callwarden search --text '"去你单位"' --agency agency-2
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
  'flagged',
  'text',
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
    .addHelpText('after', EXAMPLES)
    .action((options: ConfigOptions & Record<string, string> & { json?: boolean }) =>
      withRuntime(options, async ({ store }) => {
        const wanted = Object.fromEntries(
          [...FILTERS, 'sort', 'limit'].flatMap((name) =>
            options[name] === undefined ? [] : [[name, options[name]]],
          ),
        );
        const query = CallQuery.safeParse(wanted);
        if (!query.success) {
          const told = query.error.issues.map(
            ({ path, message }) => `--${flagOf(String(path[0] ?? ''))}: ${message}`,
          );
          throw new CommandError(told.join('\n'), EXIT_CODES.usage);
        }
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

import type { Command } from 'commander';
import { describeConfig } from '../../platform/config/describe-config.ts';
import type { Terminal } from '../terminal.ts';
import { type ConfigOptions, configFrom, withConfigOptions } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden config                          every setting in force and where it comes from
  $ callwarden config --cluster --json
  $ CALLWARDEN_HTTP_PORT=9090 callwarden config

Exit codes: 0 done, 2 a setting is wrong (each is named with its source and the mend).`;

/** callwarden config: the configuration in force, secrets hidden. */
export function registerConfig(program: Command, terminal: Terminal): void {
  withConfigOptions(program.command('config'))
    .description('show the configuration in force, secrets hidden')
    .option('--json', 'for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: ConfigOptions & { json?: boolean }) => {
      const loaded = configFrom(options);
      const settings = describeConfig(loaded);
      if (options.json) {
        terminal.out(JSON.stringify(settings, null, 2));
        return;
      }
      const width = Math.max(...settings.map(({ name }) => name.length));
      for (const { name, value, source, description } of settings) {
        terminal.out(`${name.padEnd(width)}  ${value}  [${source}]`);
        terminal.out(`${' '.repeat(width)}  ${description}`);
      }
      for (const warning of loaded.warnings) terminal.err(warning);
    });
}

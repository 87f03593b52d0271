import { ConfigError } from './config-error.ts';
import { type LoadedConfig, loadConfig } from './load-config.ts';
import { readFlags } from './read-flags.ts';

/** Exit code of a process that was started with flags or a configuration that can't be used. */
export const CONFIG_EXIT_CODE = 2;

/** For a process's main: the configuration, or every problem on stderr in plain words and exit code 2. */
export function loadConfigOrExit(args: readonly string[]): LoadedConfig {
  return orExit(() => loadConfig({ flags: readFlags(args) }));
}

/** Runs what may find the configuration unusable. */
export function orExit<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(CONFIG_EXIT_CODE);
  }
}

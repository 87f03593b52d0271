import type { Command } from 'commander';
import type { LoadedConfig } from '../platform/config/load-config.ts';
import { loadConfig } from '../platform/config/load-config.ts';
import { readFlags } from '../platform/config/read-flags.ts';
import { reachTopics } from '../platform/lifecycle/wait-for-outside.ts';
import { createLogger } from '../platform/logging/create-logger.ts';
import { openRuntime, type Runtime } from '../platform/runtime/open-runtime.ts';

export interface ConfigOptions {
  readonly config?: string;
  readonly set?: readonly string[];
  readonly cluster?: boolean;
}

/** The options by which every command that touches the installation names its configuration. */
export function withConfigOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file (default callwarden.yaml, if there is one)')
    .option('--set <name=value>', 'a setting by name; may be repeated', collect, [])
    .option('--cluster', 'short for --set runtime=cluster');
}

const collect = (value: string, before: string[]) => [...before, value];

export function configFrom({ config, set = [], cluster }: ConfigOptions): LoadedConfig {
  const args = [
    ...(config === undefined ? [] : ['--config', config]),
    ...set.flatMap((pair) => ['--set', pair]),
  ];
  return loadConfig({ flags: readFlags([...(cluster ? ['--set', 'runtime=cluster'] : []), ...args]) });
}

/** Opens the log and the store of the configuration for one piece of work, and closes them whatever happens. */
export async function withRuntime<T>(
  options: ConfigOptions,
  work: (runtime: Runtime, loaded: LoadedConfig) => Promise<T>,
): Promise<T> {
  const loaded = configFrom(options);
  const logger = createLogger({
    level: loaded.config.log.level === 'info' ? 'warn' : loaded.config.log.level,
    service: 'cli',
  });
  const runtime = openRuntime(loaded.config, logger);
  try {
    await reachTopics(runtime.eventLog);
    await runtime.store.ensureSchema();
    return await work(runtime, loaded);
  } finally {
    await runtime.eventLog.close();
    await runtime.store.close();
  }
}

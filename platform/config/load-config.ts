import { ConfigError, type ConfigProblem } from './config-error.ts';
import { readConfigFile } from './config-file.ts';
import { Config } from './config-schema.ts';
import { FILE_VARIABLE, fromEnvironment } from './from-environment.ts';
import { fromNames } from './from-names.ts';
import type { Given } from './given.ts';
import { listSettings } from './list-settings.ts';
import type { ConfigFlags } from './read-flags.ts';
import { readValue } from './read-value.ts';

/** The configuration in force and where each setting came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** Source by dotted name, for settings that are not at their default. */
  readonly sources: ReadonlyMap<string, string>;
  /** Things a person should see at the start, for example variables that mean nothing. */
  readonly warnings: readonly string[];
}

export interface LoadOptions {
  readonly flags?: ConfigFlags;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Defaults < file (callwarden.yaml in the working folder, or as named) < environment (CALLWARDEN_…) < flags.
 * The only place that looks at the process's environment. Throws ConfigError with every problem found.
 */
export function loadConfig({ flags = { values: {} }, env = process.env }: LoadOptions = {}): LoadedConfig {
  const settings = listSettings();
  const named = flags.file ?? env[FILE_VARIABLE];
  const file = readConfigFile(named ?? 'callwarden.yaml', named !== undefined);
  const entries = Object.entries(flags.values).map(([name, value]) => ({
    name,
    value,
    source: `flag ${name}`,
  }));
  const fromFile = fromNames(settings, file.entries);
  const environment = fromEnvironment(settings, env);
  const fromFlags = fromNames(settings, entries, (setting, value) => readValue(setting, String(value)));

  const layers = [fromFile, environment, fromFlags];
  const given = new Map(layers.flatMap((layer) => layer.given).map((item) => [item.setting.name, item]));
  const parsed = Config.safeParse(nest([...given.values()]));
  const invalid = parsed.success ? [] : parsed.error.issues.map((issue) => invalidValue(issue, given));
  const problems = [...file.problems, ...layers.flatMap((layer) => layer.problems), ...invalid];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return {
    config: deepFreeze(parsed.data),
    sources: new Map([...given].map(([name, item]) => [name, item.source])),
    warnings: environment.ignored.map((name) => `${name} is set but is not a setting; ignored`),
  };
}

function nest(given: readonly Given[], depth = 0): object {
  const byKey = Map.groupBy(given, ({ setting }) => setting.path[depth] ?? '');
  return Object.fromEntries(
    [...byKey].map(([key, group]) => {
      const [only] = group;
      return [key, only?.setting.path.length === depth + 1 ? only.value : nest(group, depth + 1)];
    }),
  );
}

function invalidValue(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string },
  given: ReadonlyMap<string, Given>,
): ConfigProblem {
  const keys = issue.path.map(String);
  const settingName = keys
    .map((_, index) => keys.slice(0, index + 1).join('.'))
    .find((name) => given.has(name));
  const name = settingName ?? keys.join('.');
  const item = given.get(name);
  const [reason = '', mend] = issue.message.split('; ');
  const serviceLink = typeof item?.value === 'string' && /^tcp:\/\//.test(item.value);
  return {
    code: 'CONFIG_INVALID_VALUE',
    setting: name,
    source: item?.source ?? 'default',
    reason: reason.replace(/^Invalid (input|option): /, ''),
    mend: serviceLink
      ? 'Kubernetes sets this for a Service of that name: set enableServiceLinks: false.'
      : mend !== undefined
        ? `${mend[0]?.toUpperCase()}${mend.slice(1)}.`
        : `It is: ${item?.setting.description ?? 'a required pair'}.`,
  };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const child of Object.values(value)) deepFreeze(child);
    Object.freeze(value);
  }
  return value;
}

import { readFileSync } from 'node:fs';
import type { ConfigProblem } from './config-error.ts';
import type { Given } from './given.ts';
import type { Setting } from './list-settings.ts';
import { nearestName } from './nearest-name.ts';
import { readValue } from './read-value.ts';

/** The path of the configuration file, when the environment names one. */
export const FILE_VARIABLE = 'CALLWARDEN_CONFIG';

export interface EnvironmentLayer {
  readonly given: readonly Given[];
  readonly problems: readonly ConfigProblem[];
  /** CALLWARDEN_ variables that mean nothing here, for example those an orchestrator sets for its services. */
  readonly ignored: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads CALLWARDEN_… variables; empty ones count as not given. Secrets may come as NAME_FILE. */
export function fromEnvironment(settings: readonly Setting[], env: Environment): EnvironmentLayer {
  const known = new Map(
    settings.flatMap((setting): [string, Setting][] => [
      [setting.env, setting],
      ...(setting.secret ? ([[`${setting.env}_FILE`, setting]] satisfies [string, Setting][]) : []),
    ]),
  );
  const given: Given[] = [];
  const problems: ConfigProblem[] = [];
  const ignored: string[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith('CALLWARDEN_') || name === FILE_VARIABLE || text === undefined || text === '')
      continue;
    const setting = known.get(name);
    if (setting === undefined) {
      const near = nearestName(name, known.keys());
      if (near === null) ignored.push(name);
      else problems.push(unknownVariable(name, near));
    } else if (name === setting.env) {
      given.push({ setting, value: readValue(setting, text), source: `environment ${name}` });
    } else if (env[setting.env]) {
      problems.push(givenTwice(setting));
    } else {
      const read = readSecret(setting, text);
      if ('value' in read) given.push(read);
      else problems.push(read);
    }
  }
  return { given, problems, ignored };
}

function readSecret(setting: Setting, file: string): Given | ConfigProblem {
  const source = `environment ${setting.env}_FILE`;
  try {
    return {
      setting,
      value: readValue(setting, readFileSync(file, 'utf8').trim()),
      source: `${source} (${file})`,
    };
  } catch (error) {
    return {
      code: 'CONFIG_SECRET_UNREADABLE',
      setting: setting.name,
      source,
      reason: `${file} can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`,
      mend: 'Name a file that this process may read.',
    };
  }
}

const unknownVariable = (name: string, near: string): ConfigProblem => ({
  code: 'CONFIG_UNKNOWN_SETTING',
  setting: name,
  source: 'environment',
  reason: 'is not a setting',
  mend: `Did you mean ${near}?`,
});

const givenTwice = (setting: Setting): ConfigProblem => ({
  code: 'CONFIG_GIVEN_TWICE',
  setting: setting.name,
  source: `environment ${setting.env} and ${setting.env}_FILE`,
  reason: 'is given as a value and as a file',
  mend: 'Unset one of the two.',
});

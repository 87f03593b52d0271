import type { ConfigProblem } from './config-error.ts';
import type { Given } from './given.ts';
import type { Setting } from './list-settings.ts';
import { nearestName } from './nearest-name.ts';

/** A value written under a setting's dotted name, in the file or by a flag. */
export interface Named {
  readonly name: string;
  readonly value: unknown;
  readonly source: string;
}

/** Finds the settings that entries name; null counts as not given. */
export function fromNames(
  settings: readonly Setting[],
  entries: readonly Named[],
  read: (setting: Setting, value: unknown) => unknown = (_, value) => value,
): { readonly given: readonly Given[]; readonly problems: readonly ConfigProblem[] } {
  const known = new Map(settings.map((setting) => [setting.name, setting]));
  const given: Given[] = [];
  const problems: ConfigProblem[] = [];
  for (const { name, value, source } of entries) {
    const setting = known.get(name);
    const isSection = settings.some((candidate) => candidate.name.startsWith(`${name}.`));
    if (setting !== undefined) {
      if (value !== null) given.push({ setting, value: read(setting, value), source });
    } else if (!(isSection && value === null)) {
      problems.push(unknownName(name, source, isSection, nearestName(name, known.keys())));
    }
  }
  return { given, problems };
}

const unknownName = (
  name: string,
  source: string,
  isSection: boolean,
  near: string | null,
): ConfigProblem => ({
  code: 'CONFIG_UNKNOWN_SETTING',
  setting: name,
  source,
  reason: isSection ? 'is a group of settings, not a value' : 'is not a setting',
  mend: isSection
    ? `Write the settings under it, as ${name}.….`
    : near === null
      ? 'Remove it.'
      : `Did you mean ${near}?`,
});

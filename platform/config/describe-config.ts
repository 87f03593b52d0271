import { listSettings, type Setting } from './list-settings.ts';
import type { LoadedConfig } from './load-config.ts';

/** One setting for people: what it means, what is in force, where that comes from. */
export interface SettingInForce extends Pick<Setting, 'name' | 'env' | 'description' | 'secret'> {
  /** As text; secrets show only whether they are set. */
  readonly value: string;
  readonly default: string;
  /** default, or the file and line, variable or flag that gave it. */
  readonly source: string;
}

/** Every setting with its value in force, in the order of the schema. Never holds a secret. */
export function describeConfig({
  config,
  sources,
}: Pick<LoadedConfig, 'config' | 'sources'>): SettingInForce[] {
  return listSettings().map((setting) => {
    const { name, env, description, secret, path } = setting;
    return {
      name,
      env,
      description,
      secret,
      value: show(valueAt(config, path), secret),
      default: show(setting.schema.parse(undefined), false),
      source: sources.get(name) ?? 'default',
    };
  });
}

function valueAt(config: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((group, key) => (group as Record<string, unknown>)[key], config);
}

function show(value: unknown, secret: boolean): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '(none)';
  if (secret) return '(hidden)';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.replace(/\/\/[^/@\s]*@/g, '//(hidden)@');
}

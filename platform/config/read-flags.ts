import { ConfigError } from './config-error.ts';

/** What the command line says about the configuration. */
export interface ConfigFlags {
  /** Path of the configuration file. */
  readonly file?: string;
  /** Values by dotted name, as text. */
  readonly values: Readonly<Record<string, string>>;
}

/** Reads `--config FILE` and any number of `--set NAME=VALUE`, the flags of every process. */
export function readFlags(args: readonly string[]): ConfigFlags {
  const values: Record<string, string> = {};
  let file: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const [flag = '', joined] = splitOnce(args[index] ?? '');
    const value = joined ?? args[++index];
    const [name = '', text] = splitOnce(value ?? '');
    if (flag === '--config' && value) file = value;
    else if (flag === '--set' && name && text !== undefined) values[name] = text;
    else throw unknownFlag(flag);
  }
  return { ...(file === undefined ? {} : { file }), values };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const unknownFlag = (flag: string) =>
  new ConfigError([
    {
      code: 'CONFIG_UNKNOWN_SETTING',
      setting: flag,
      source: 'command line',
      reason: 'is not understood',
      mend: 'Write --config FILE or --set NAME=VALUE, for example --set http.port=9090.',
    },
  ]);

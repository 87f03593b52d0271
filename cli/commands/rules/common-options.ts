import { type Command, Option } from 'commander';

export interface CommonOptions {
  readonly dir: string;
  readonly lang: 'zh' | 'en';
}

/** Options that every rules command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--dir <folder>', 'lexicons folder', 'lexicons')
    .addOption(
      new Option('--lang <language>', 'language of the messages').choices(['zh', 'en']).default('en'),
    );
}

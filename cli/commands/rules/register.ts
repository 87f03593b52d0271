import type { Command } from 'commander';
import type { Terminal } from '../../terminal.ts';
import { registerCheck } from './check.ts';
import { registerExplain } from './explain.ts';
import { registerLock } from './lock.ts';
import { registerNew } from './new.ts';
import { registerTest } from './test.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules check                                        everything, as CI does
  $ callwarden rules new zh threat visit-at-work
  $ callwarden rules test zh/threat/visit-at-work --text '再不还就到你单位去'
  $ callwarden rules lock --raise

Each has its own --help. Exit codes: 0 done, 1 a file can't be read, 2 wrong usage, 3 something is wrong with the rules.`;

/** callwarden rules …: the rule author's workshop. */
export function registerRules(program: Command, terminal: Terminal): void {
  const rules = program
    .command('rules')
    .description('write, try and check the rules of the lexicons')
    .addHelpText('after', EXAMPLES);
  for (const register of [registerCheck, registerTest, registerNew, registerLock, registerExplain])
    register(rules, terminal);
}

import type { Command } from 'commander';
import type { Terminal } from '../../terminal.ts';
import { registerCheck } from './check.ts';
import { registerExplain } from './explain.ts';
import { registerLock } from './lock.ts';
import { registerNew } from './new.ts';
import { registerTest } from './test.ts';

/** callwarden rules …: the rule author's workshop. */
export function registerRules(program: Command, terminal: Terminal): void {
  const rules = program.command('rules').description('write, try and check the rules of the lexicons');
  for (const register of [registerCheck, registerTest, registerNew, registerLock, registerExplain])
    register(rules, terminal);
}

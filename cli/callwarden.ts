#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { registerAnalyze } from './commands/analyze.ts';
import { registerRules } from './commands/rules/register.ts';
import { CommandError, createTerminal, EXIT_CODES } from './terminal.ts';

const terminal = createTerminal();
const program = new Command('callwarden')
  .description('Compliance monitor for collection calls')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride();

for (const register of [registerAnalyze, registerRules]) register(program, terminal);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  else if (error instanceof CommandError) {
    terminal.err(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && 'code' in error) {
    terminal.err(`${String(error.code)}: ${error.message}`);
    process.exitCode = EXIT_CODES.failed;
  } else throw error;
}

#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config/config-error.ts';
import { registerAccounts } from './commands/accounts.ts';
import { registerAnalyze } from './commands/analyze.ts';
import { registerAudit } from './commands/audit.ts';
import { registerConfig } from './commands/config.ts';
import { registerEval } from './commands/eval.ts';
import { registerEvalAgreement } from './commands/eval-agreement.ts';
import { registerEvalCurve } from './commands/eval-curve.ts';
import { registerEvalPii } from './commands/eval-pii.ts';
import { registerEvalScoring } from './commands/eval-scoring.ts';
import { registerEvidence } from './commands/evidence.ts';
import { registerExplain } from './commands/explain.ts';
import { registerIngest } from './commands/ingest.ts';
import { registerRebuild } from './commands/rebuild.ts';
import { registerRejected } from './commands/rejected.ts';
import { registerReplay } from './commands/replay.ts';
import { registerRules } from './commands/rules/register.ts';
import { registerSearch } from './commands/search.ts';
import { registerServers } from './commands/servers.ts';
import { registerShow } from './commands/show.ts';
import { registerStart } from './commands/start.ts';
import { registerTrain } from './commands/train.ts';
import { CommandError, createTerminal, EXIT_CODES } from './terminal.ts';

const terminal = createTerminal();
const program = new Command('callwarden')
  .description('Compliance monitor for collection calls')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride();

const COMMANDS = [
  registerStart,
  registerServers,
  registerIngest,
  registerAnalyze,
  registerSearch,
  registerShow,
  registerExplain,
  registerEvidence,
  registerReplay,
  registerRejected,
  registerAccounts,
  registerAudit,
  registerRebuild,
  registerRules,
  registerTrain,
  registerEval,
  registerEvalScoring,
  registerEvalAgreement,
  registerEvalCurve,
  registerEvalPii,
  registerConfig,
];
for (const register of COMMANDS) register(program, terminal);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.usage;
  else if (error instanceof CommandError) {
    terminal.err(error.message);
    process.exitCode = error.exitCode;
  } else if (error instanceof ConfigError) {
    terminal.err(error.message);
    process.exitCode = EXIT_CODES.usage;
  } else if (error instanceof Error && 'code' in error) {
    terminal.err(`${String(error.code)}: ${error.message}`);
    process.exitCode = EXIT_CODES.failed;
  } else throw error;
}

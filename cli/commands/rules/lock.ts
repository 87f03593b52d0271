import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { promotedRules, quoteRate } from '../../../services/analyzer/rule-checks/check-false-alarms.ts';
import { checkLock } from '../../../services/analyzer/rule-checks/check-lock.ts';
import { readRetired } from '../../../services/analyzer/rule-checks/check-retired.ts';
import {
  FALSE_ALARMS_FILE,
  formatFalseAlarms,
  measureFalseAlarms,
  readCleanCalls,
} from '../../../services/analyzer/rule-checks/false-alarms.ts';
import {
  formatLock,
  isLocked,
  LOCK_FILE,
  makeLock,
  readLock,
} from '../../../services/analyzer/rule-checks/lock.ts';
import { createRuleBench } from '../../../services/analyzer/rule-checks/rule-bench.ts';
import { formatProblem } from '../../../services/analyzer/rulebook/problem.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../../terminal.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { readRuleShelf } from './read-rule-shelf.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules lock                             after a new rule, or with the versions raised by hand
  $ callwarden rules lock --raise                     after editing a list: raises the version of every rule it touches

Exit codes: 0 written, 1 a file can't be read or written, 2 wrong usage, 3 refused: rules don't load, or need a new version.`;

/** callwarden rules lock: writes lock.json and false-alarms.json. */
export function registerLock(rules: Command, terminal: Terminal): void {
  withCommonOptions(rules.command('lock'))
    .description('record versions, logic hashes and false alarms of the rules as they stand')
    .option('--raise', 'raise the version of every rule whose logic changed')
    .addHelpText('after', EXAMPLES)
    .action(async (options: CommonOptions & { raise?: boolean }) => {
      if (options.raise) await raiseVersions(options, terminal);
      const { files, loaded } = await readRuleShelf(options.dir);
      const refusals = [
        ...loaded.problems,
        ...checkLock(files, loaded, readRetired(files).ids).filter(
          ({ code }) => code === 'lock-version' || code === 'lock-gone',
        ),
      ];
      if (refusals.length > 0)
        throw new CommandError(
          refusals.map((found) => formatProblem(found, options.lang)).join('\n'),
          EXIT_CODES.findings,
        );
      const tried = loaded.allRules.filter(({ linked }) => linked.rule.status !== 'retired');
      const linked = tried.map((rule) => rule.linked);
      const falseAlarms = measureFalseAlarms(
        linked.map(({ rule }) => rule.id),
        createRuleBench(linked, loaded.rulebook),
        readCleanCalls(files),
      );
      for (const { linked: promoted } of promotedRules(files, tried)) {
        const rate = quoteRate(falseAlarms.rules[promoted.rule.id] ?? { flagged: 0, of: 0 });
        terminal.out(`${promoted.rule.id} shadow → active: ${rate[options.lang]}`);
      }
      const lock = makeLock(files, loaded.allRules);
      await writeFile(join(options.dir, LOCK_FILE), formatLock(lock));
      await writeFile(join(options.dir, FALSE_ALARMS_FILE), formatFalseAlarms(falseAlarms));
      const locked = Object.keys(lock.rules).length;
      terminal.out(options.lang === 'zh' ? `已锁定 ${locked} 条规则` : `${locked} rules locked`);
    });
}

/** Rewrites the version line of each rule whose logic changed since the lock. */
async function raiseVersions({ dir, lang }: CommonOptions, terminal: Terminal): Promise<void> {
  const { files, loaded } = await readRuleShelf(dir);
  const lock = readLock(files);
  if (lock === null || lock === 'broken') return;
  for (const { linked } of loaded.allRules.filter(isLocked)) {
    const locked = lock.rules[linked.rule.id];
    if (!locked || locked.logicHash === linked.logicHash || locked.version !== linked.rule.version) continue;
    const path = join(dir, linked.file);
    const text = await readFile(path, 'utf8');
    const version = locked.version + 1;
    await writeFile(path, text.replace(/^version:[ \t]*\d+/m, `version: ${version}`));
    terminal.out(
      lang === 'zh'
        ? `${linked.rule.id} 升为第 ${version} 版`
        : `${linked.rule.id} is now version ${version}`,
    );
  }
}

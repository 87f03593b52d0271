import type { LexiconFiles, LoadedRulebook, LocatedRule } from '../rulebook/load-rulebook.ts';
import { checkCitations } from './check-citations.ts';
import { checkExamples } from './check-examples.ts';
import { checkExceptions } from './check-exceptions.ts';
import { checkFalseAlarms } from './check-false-alarms.ts';
import { checkGuards } from './check-guards.ts';
import { checkLock } from './check-lock.ts';
import type { CheckProblem } from './check-problem.ts';
import { checkRetired, readRetired } from './check-retired.ts';
import { checkSchemas } from './check-schemas.ts';
import { type FalseAlarms, measureFalseAlarms, readCleanCalls } from './false-alarms.ts';
import { createRuleBench, type RuleBench } from './rule-bench.ts';
import { createWhySilent } from './why-silent.ts';

/** The lexicons as read (rules, lists, retired.yaml) with the rulebook loaded from them. */
export interface CheckInput {
  readonly files: LexiconFiles;
  readonly loaded: LoadedRulebook;
  /** Examples of these rule ids only; all of them when left out. */
  readonly only?: ReadonlySet<string>;
}

export interface CheckReport {
  /** File by file and line by line. */
  readonly problems: readonly CheckProblem[];
  /** Null where only some rules were checked. */
  readonly falseAlarms: FalseAlarms | null;
}

/** Everything that is wrong with the lexicons. What concerns all rules together is left out where only some are asked for. */
export function checkRules({ files, loaded, only }: CheckInput): CheckReport {
  const rules = loaded.allRules.filter(({ linked }) => only === undefined || only.has(linked.rule.id));
  const tried = rules.filter(({ linked }) => linked.rule.status !== 'retired');
  const bench = createRuleBench(
    tried.map(({ linked }) => linked),
    loaded.rulebook,
  );
  const whySilent = createWhySilent(loaded.rulebook, bench.heard);
  const whole = only === undefined ? checkWhole(files, loaded, tried, bench) : null;
  const problems: CheckProblem[] = [
    ...loaded.problems.map((found) => ({ ...found, level: 'error' as const })),
    ...rules.flatMap(checkCitations),
    ...tried.flatMap((rule) => [
      ...checkExamples(rule, bench, whySilent),
      ...checkExceptions(rule, bench, whySilent),
      ...checkGuards(rule, bench),
    ]),
    ...(whole?.problems ?? []),
  ];
  return {
    problems: problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    falseAlarms: whole?.falseAlarms ?? null,
  };
}

/** Ids, lock, schemas and corpora. */
function checkWhole(
  files: LexiconFiles,
  loaded: LoadedRulebook,
  tried: readonly LocatedRule[],
  bench: RuleBench,
) {
  const retired = readRetired(files);
  const clean = readCleanCalls(files);
  const falseAlarms = measureFalseAlarms(
    tried.map(({ linked }) => linked.rule.id),
    bench,
    clean,
  );
  return {
    falseAlarms,
    problems: [
      ...checkRetired(loaded.allRules, retired),
      ...checkLock(files, loaded, retired.ids),
      ...checkSchemas(files),
      ...clean.problems,
      ...checkFalseAlarms(files, tried, falseAlarms),
    ],
  };
}

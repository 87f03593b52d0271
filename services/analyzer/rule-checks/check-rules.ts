import type { LexiconFiles, LoadedRulebook } from '../rulebook/load-rulebook.ts';
import { checkCitations } from './check-citations.ts';
import { checkExamples } from './check-examples.ts';
import { checkExceptions } from './check-exceptions.ts';
import { checkGuards } from './check-guards.ts';
import type { CheckProblem } from './check-problem.ts';
import { checkRetired, readRetired } from './check-retired.ts';
import { createRuleBench } from './rule-bench.ts';
import { createWhySilent } from './why-silent.ts';

/** The lexicons as read (rules, lists, retired.yaml) with the rulebook loaded from them. */
export interface CheckInput {
  readonly files: LexiconFiles;
  readonly loaded: LoadedRulebook;
  /** Examples of these rule ids only; all of them when left out. */
  readonly only?: ReadonlySet<string>;
}

/** Everything that is wrong with the lexicons, file by file and line by line. */
export function checkRules({ files, loaded, only }: CheckInput): readonly CheckProblem[] {
  const rules = loaded.allRules.filter(({ linked }) => only === undefined || only.has(linked.rule.id));
  const tried = rules.filter(({ linked }) => linked.rule.status !== 'retired');
  const bench = createRuleBench(
    tried.map(({ linked }) => linked),
    loaded.rulebook,
  );
  const whySilent = createWhySilent(loaded.rulebook, bench.heard);
  const problems: CheckProblem[] = [
    ...loaded.problems.map((found) => ({ ...found, level: 'error' as const })),
    ...checkRetired(loaded.allRules, readRetired(files)),
    ...rules.flatMap(checkCitations),
    ...tried.flatMap((rule) => [
      ...checkExamples(rule, bench, whySilent),
      ...checkExceptions(rule, bench, whySilent),
      ...checkGuards(rule, bench),
    ]),
  ];
  return problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

import type { Rule } from '../../../contracts/rule.ts';
import type { LocatedRule } from '../rulebook/load-rulebook.ts';
import { type CheckProblem, error } from './check-problem.ts';
import { type StagedExample, stageExample } from './stage-example.ts';

/** An example of a rule with its line in the file. */
export interface LocatedExample {
  readonly line: number;
  readonly source: unknown;
  readonly staged: StagedExample;
}

export type LineOf = LocatedRule['lineOf'];

/** Stages a list of examples; those that can't be staged are told and left out. */
export function locateExamples(
  examples: readonly unknown[],
  rule: Rule,
  file: string,
  lineOf: LineOf,
  path: readonly PropertyKey[],
): { readonly located: readonly LocatedExample[]; readonly problems: readonly CheckProblem[] } {
  const located: LocatedExample[] = [];
  const problems: CheckProblem[] = [];
  for (const [index, source] of examples.entries()) {
    const line = lineOf([...path, index, ...(Array.isArray(source) ? [0] : [])]);
    const staging = stageExample(source, rule);
    if (staging.ok) located.push({ line, source, staged: staging.staged });
    else problems.push(error(file, line, 'example', staging.message.zh, staging.message.en));
  }
  return { located, problems };
}

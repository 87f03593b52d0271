import type { LocatedRule } from '../rulebook/load-rulebook.ts';
import { type CheckProblem, warning } from './check-problem.ts';
import { locateExamples } from './located-example.ts';
import type { RuleBench } from './rule-bench.ts';

/** A guard that silences no compliant example of the rule is unproven: worth an example. */
export function checkGuards({ linked, lineOf }: LocatedRule, bench: RuleBench): CheckProblem[] {
  const { rule, file } = linked;
  const { located } = locateExamples(rule.examples.compliant, rule, file, lineOf, ['examples', 'compliant']);
  return linked.guards.flatMap(({ guard }, index) => {
    const isProven = located.some(
      ({ staged }) => bench.findings(linked, staged, { guard: guard.id }).length > 0,
    );
    return isProven
      ? []
      : [
          warning(
            file,
            lineOf(['guards', index]),
            'guard-unproven',
            `没有合规例句能显示护栏 ${guard.id} 起作用；请补一个（去掉护栏就会误报的句子）`,
            `no compliant example shows what guard ${guard.id} is for; add a sentence that would be flagged without it`,
          ),
        ];
  });
}

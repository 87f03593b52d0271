import type { Exception } from '../../../contracts/rule.ts';
import type { LocatedRule } from '../rulebook/load-rulebook.ts';
import { checkCaught } from './check-caught.ts';
import { type CheckProblem, error } from './check-problem.ts';
import { type LocatedExample, locateExamples } from './located-example.ts';
import type { RuleBench } from './rule-bench.ts';
import type { WhySilent } from './why-silent.ts';

/** Each exception earns its place: its excused examples fire without it, and it does not excuse what stands beside its words. */
export function checkExceptions(rule: LocatedRule, bench: RuleBench, whySilent: WhySilent): CheckProblem[] {
  const { linked, lineOf } = rule;
  return linked.rule.exceptions.flatMap((exception, index) => {
    const locate = (list: 'excused' | 'still_caught') =>
      locateExamples(exception[list], linked.rule, linked.file, lineOf, ['exceptions', index, list]);
    const excused = locate('excused');
    const stillCaught = locate('still_caught');
    return [
      ...excused.problems,
      ...stillCaught.problems,
      ...excused.located.flatMap((example) => checkExcused(rule, exception, example, bench)),
      ...stillCaught.located.flatMap((example) => {
        const found = bench.findings(linked, example.staged);
        return [
          ...checkCaught(linked, example, found, whySilent),
          ...checkTempted(rule, exception, example, bench),
        ];
      }),
    ];
  });
}

function checkExcused(
  { linked }: LocatedRule,
  { id }: Exception,
  { line, staged }: LocatedExample,
  bench: RuleBench,
): CheckProblem[] {
  const [finding] = bench.findings(linked, staged);
  if (finding) {
    const quote = finding.spans.map((span) => span.quote).join(' … ');
    return [
      error(
        linked.file,
        line,
        'not-excused',
        `例外 ${id} 没有排除这个例子：仍报“${quote}”`,
        `exception ${id} does not excuse this example: still flagged, "${quote}"`,
      ),
    ];
  }
  if (bench.findings(linked, staged, { exception: id }).length > 0) return [];
  return [
    error(
      linked.file,
      line,
      'exception-idle',
      `去掉例外 ${id} 后这个例子照样不报，说明它不起作用；请换例子或删掉例外`,
      `without exception ${id} this example is silent all the same, so it proves nothing; change the example or drop the exception`,
    ),
  ];
}

/** A still_caught example must hold what the exception looks for, or it would be caught whatever the exception did. */
function checkTempted(
  { linked }: LocatedRule,
  exception: Exception,
  { line, staged }: LocatedExample,
  bench: RuleBench,
): CheckProblem[] {
  const heard = bench.heard(linked, staged);
  const wanted = [exception.of].flat();
  const missing = wanted.filter((name) => !heard.has(name));
  const isTempted = exception.kind === 'term' ? missing.length < wanted.length : missing.length === 0;
  if (isTempted) return [];
  return [
    error(
      linked.file,
      line,
      'not-tempted',
      `still_caught 例句要含有例外 ${exception.id} 用到的每个词组；缺少：${missing.join('、')}`,
      `a still_caught example holds every group that exception ${exception.id} uses; missing: ${missing.join(', ')}`,
    ),
  ];
}

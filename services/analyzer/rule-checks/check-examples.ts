import { groupsOfBranch } from '../rulebook/branch-groups.ts';
import type { LocatedRule } from '../rulebook/load-rulebook.ts';
import { checkCaught } from './check-caught.ts';
import { type CheckProblem, error } from './check-problem.ts';
import { type LocatedExample, locateExamples } from './located-example.ts';
import { isNearCall } from './near-call.ts';
import type { RuleBench } from './rule-bench.ts';
import type { WhySilent } from './why-silent.ts';

/** Violating examples are caught as marked, compliant ones are silent near misses, every branch is shown, misses are still missed. */
export function checkExamples(rule: LocatedRule, bench: RuleBench, whySilent: WhySilent): CheckProblem[] {
  const { linked, lineOf } = rule;
  const { examples } = linked.rule;
  const locate = (list: keyof typeof examples) =>
    locateExamples(examples[list], linked.rule, linked.file, lineOf, ['examples', list]);
  const violating = locate('violating');
  const compliant = locate('compliant');
  const misses = locate('known_misses');
  return [
    ...violating.problems,
    ...compliant.problems,
    ...misses.problems,
    ...violating.located.flatMap((example) =>
      checkCaught(linked, example, bench.findings(linked, example.staged), whySilent),
    ),
    ...checkBranches(rule, violating.located, bench),
    ...compliant.located.flatMap((example) => checkCompliant(rule, example, violating.located, bench)),
    ...misses.located.flatMap(({ line, staged }) =>
      bench.findings(linked, staged).length === 0
        ? []
        : [
            error(
              linked.file,
              line,
              'miss-caught',
              '这个已知漏报现在抓得到了：请移到 violating 并标出 [[原话]]',
              'this known miss is caught now: promote it to violating and mark the [[quote]]',
            ),
          ],
    ),
  ];
}

function checkBranches(
  { linked, lineOf }: LocatedRule,
  violating: readonly LocatedExample[],
  bench: RuleBench,
): CheckProblem[] {
  const shown = new Set(
    violating.flatMap(({ staged }) =>
      bench.findings(linked, staged).flatMap(({ explanation }) => explanation.branches),
    ),
  );
  return linked.rule.match.any.flatMap(({ id }, index) =>
    shown.has(id)
      ? []
      : [
          error(
            linked.file,
            lineOf(['match', 'any', index]),
            'branch-unshown',
            `分支 ${id} 没有任何违规例句能触发；请补一个例句或删掉它`,
            `no violating example sets off branch ${id}; add one, or take the branch out`,
          ),
        ],
  );
}

function checkCompliant(
  { linked }: LocatedRule,
  example: LocatedExample,
  violating: readonly LocatedExample[],
  bench: RuleBench,
): CheckProblem[] {
  const [finding] = bench.findings(linked, example.staged);
  if (finding) {
    const quote = finding.spans.map((span) => span.quote).join(' … ');
    const terms = [...new Set(finding.explanation.matched.map(({ group, term }) => `${group}: ${term}`))];
    const detail = [...finding.explanation.branches, ...terms, ...(finding.missing ?? [])].join(', ');
    return [
      error(
        linked.file,
        example.line,
        'false-alarm',
        `合规例句被误报：“${quote}”（${detail}）；请收紧规则、加例外，或改这个例子`,
        `a compliant example is flagged: "${quote}" (${detail}); narrow the rule, add an exception, or mend the example`,
      ),
    ];
  }
  return isNearMiss(linked, example, violating, bench)
    ? []
    : [
        error(
          linked.file,
          example.line,
          'tame',
          '这个合规例句离违规太远，证明不了什么：文本规则要含有规则的词，通话规则与某个违规例子最多差两项',
          'this compliant example proves nothing: use at least one word of the rule, or, for facts of the call, differ from a violating example in at most two facts',
        ),
      ];
}

function isNearMiss(
  linked: LocatedRule['linked'],
  example: LocatedExample,
  violating: readonly LocatedExample[],
  bench: RuleBench,
): boolean {
  const { any } = linked.rule.match;
  const groups = new Set(any.flatMap(groupsOfBranch));
  if ([...bench.heard(linked, example.staged)].some((name) => groups.has(name))) return true;
  if (any.some(({ kind }) => kind === 'absent')) return true;
  return (
    any.some(({ kind }) => kind === 'call') &&
    isNearCall(
      example.source,
      violating.map(({ source }) => source),
    )
  );
}

import type { Finding } from '../../../contracts/finding.ts';
import type { LinkedRule } from '../rulebook/rulebook.ts';
import { type CheckProblem, error } from './check-problem.ts';
import type { LocatedExample } from './located-example.ts';
import type { Mark } from './read-marks.ts';
import type { WhySilent } from './why-silent.ts';

const inBrackets = (marks: readonly { quote: string }[]) =>
  marks.map(({ quote }) => `[[${quote}]]`).join(' ');

const isSame = (finding: Finding, marks: readonly Mark[]) =>
  finding.spans.length === marks.length &&
  finding.spans.every((span, at) => {
    const mark = marks[at];
    return mark?.turn === span.turn && mark.start === span.start && mark.end === span.end;
  });

/** Exactly one finding, at the turn that completes it, with the marked quotes. */
export function checkCaught(
  linked: LinkedRule,
  { line, staged }: LocatedExample,
  findings: readonly Finding[],
  whySilent: WhySilent,
): CheckProblem[] {
  const [finding, ...others] = findings;
  const { file } = linked;
  const { marks } = staged;
  if (!finding) {
    const why = whySilent(linked, staged);
    return [
      error(
        file,
        line,
        'not-caught',
        `这个违规例句没有被抓到。${why.zh}`,
        `this violating example is not caught. ${why.en}`,
      ),
    ];
  }
  if (others.length > 0) {
    const quotes = findings.map(({ spans }) => inBrackets(spans)).join(' / ');
    return [
      error(
        file,
        line,
        'caught-twice',
        `这个例子得到 ${findings.length} 个结果（${quotes}），应恰好一个；请拆成几个例子`,
        `this example gives ${findings.length} findings (${quotes}), it must be exactly one; split it`,
      ),
    ];
  }
  if (finding.outcome === 'undecidable') {
    const missing = finding.missing?.join(', ') ?? '';
    return [
      error(
        file,
        line,
        'undecidable',
        `这个例子判不了，缺少：${missing}；请在 call 里写明`,
        `this example cannot be decided, missing: ${missing}; give it under call`,
      ),
    ];
  }
  if (isSame(finding, marks)) return [];
  const found = inBrackets(finding.spans);
  const where = finding.turn === null ? '' : ` (${speakerAt(staged, finding.turn)})`;
  if (finding.spans.length === 0)
    return [
      error(
        file,
        line,
        'quote',
        '这条规则针对整通电话，没有原话；请去掉 [[ ]]',
        'the finding is about the whole call and quotes nothing; take out the [[ ]]',
      ),
    ];
  return [
    marks.length === 0
      ? error(
          file,
          line,
          'quote',
          `请用 [[ ]] 标出违规原话；引擎找到的是 ${found}${where}`,
          `mark the breach with [[ ]]; the engine quotes ${found}${where}`,
        )
      : error(
          file,
          line,
          'quote',
          `标的是 ${inBrackets(marks)}，引擎找到的是 ${found}${where}；请改标记或改规则`,
          `marked is ${inBrackets(marks)}, the engine quotes ${found}${where}; mend the marks or the rule`,
        ),
  ];
}

const speakerAt = ({ call, firstOwnTurn }: LocatedExample['staged'], turn: number) =>
  `${call.turns[turn]?.speaker ?? ''}, ${turn - firstOwnTurn + 1}`;

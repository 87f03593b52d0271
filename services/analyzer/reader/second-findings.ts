import type { Finding } from '../../../contracts/finding.ts';
import type { Rule } from '../../../contracts/rule.ts';
import type { Category } from '../../../contracts/vocabulary.ts';

/** A turn at which the statistical reader suspects a category. */
export interface HeardSuspicion {
  readonly category: Category;
  readonly turn: number;
  readonly probability: number;
}

/**
 * Makes the step that seconds findings: where the rule asks for it and the reader suspects the same category at the
 * finding's turn or the one beside it, the finding gets the outcome that its author set for that and is shown.
 * Undecidable findings, and those about the whole call, stay as they are.
 */
export function createSeconding(
  rules: readonly { readonly rule: Rule }[],
): (findings: readonly Finding[], suspicions: readonly HeardSuspicion[]) => Finding[] {
  const outcomes = new Map(
    rules.flatMap(({ rule }) => (rule.seconded === undefined ? [] : [[rule.id, rule.seconded] as const])),
  );
  return (findings, suspicions) =>
    findings.map((finding) => {
      const outcome = outcomes.get(finding.ruleId);
      if (outcome === undefined || finding.turn === null || finding.outcome === 'undecidable') return finding;
      const second = strongest(finding.category, finding.turn, suspicions);
      return second === undefined ? finding : seconded(finding, outcome, second);
    });
}

function strongest(
  category: Category,
  turn: number,
  suspicions: readonly HeardSuspicion[],
): HeardSuspicion | undefined {
  return suspicions
    .filter((each) => each.category === category && Math.abs(each.turn - turn) <= 1)
    .sort((a, b) => b.probability - a.probability)[0];
}

function seconded(finding: Finding, outcome: 'violation' | 'suspected', second: HeardSuspicion): Finding {
  const percent = Math.round(second.probability * 100);
  const value = Math.round(second.probability * 100) / 100;
  const { explanation } = finding;
  return {
    ...finding,
    outcome,
    status: 'active',
    explanation: {
      ...explanation,
      zh: `${explanation.zh}统计阅读器也认为第 ${second.turn + 1} 句属于此类（概率 ${percent}%），两者一致。`,
      en: `${explanation.en} The statistical reader hears the same at turn ${second.turn + 1} (probability ${percent} %); the two agree.`,
      facts: [...explanation.facts, { name: 'second_reader', value, turn: second.turn }],
    },
  };
}

import type { Authority, Rule } from '../../../contracts/rule.ts';
import type { RuleExample, RuleSummary, RuleView } from '../../../contracts/rule-view.ts';
import { describeRule } from '../../analyzer/rule-checks/describe-rule.ts';
import type { LinkedRule } from '../../analyzer/rulebook/rulebook.ts';

export function summaryOf({ rule, language }: LinkedRule): RuleSummary {
  const { id, version, status, outcome, category, severity, title } = rule;
  return { id, version, status, outcome, category, severity, title, language };
}

/** A rule for reading; yaml is the text of its file. */
export function viewRule(linked: LinkedRule, yaml: string): RuleView {
  const { rule, file } = linked;
  const { violating, compliant, known_misses } = rule.examples;
  return {
    ...summaryOf(linked),
    owner: rule.owner,
    description: rule.description,
    blindSpots: rule.blind_spots ?? null,
    citations: rule.authority.map(citationOf),
    exceptions: rule.exceptions.map(({ id, because }) => ({ id, because })),
    prose: { zh: describeRule(linked, 'zh'), en: describeRule(linked, 'en') },
    examples: {
      violating: violating.map(exampleOf),
      compliant: compliant.map(exampleOf),
      knownMisses: known_misses.map(exampleOf),
    },
    file,
    yaml,
  };
}

function citationOf({
  jurisdiction,
  cite,
  gist,
  in_force,
  checked,
}: Authority): RuleView['citations'][number] {
  const { from, until } = in_force;
  return { jurisdiction, cite, gist, inForce: until === undefined ? { from } : { from, until }, checked };
}

function exampleOf(example: Rule['examples']['violating'][number]): RuleExample {
  if (typeof example === 'string') return { turns: [{ speaker: 'collector', text: example }], facts: null };
  if (!Array.isArray(example)) return { turns: [], facts: JSON.stringify(example, null, 2) };
  const turns = example.flatMap((turn) => Object.entries(turn).map(([speaker, text]) => ({ speaker, text })));
  return { turns, facts: null };
}

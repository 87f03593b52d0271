import type { LocatedRule } from '../rulebook/load-rulebook.ts';
import { type CheckProblem, error } from './check-problem.ts';

/** An active rule rests on at least one citation that somebody has read, or that a report confirms. */
export function checkCitations({ linked: { rule, file }, lineOf }: LocatedRule): CheckProblem[] {
  if (rule.status !== 'active') return [];
  if (rule.authority.some(({ checked }) => checked.how !== 'unread')) return [];
  return [
    error(
      file,
      lineOf(['authority']),
      'citation',
      '启用（active）的规则至少要有一条核实过的依据（checked.how 为 read 或 secondary）；请核实，或先改为 shadow',
      'an active rule needs a citation that was read or confirmed (checked.how: read or secondary); check one, or make the rule shadow',
    ),
  ];
}

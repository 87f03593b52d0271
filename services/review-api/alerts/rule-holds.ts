import type { AlertRule } from '../../../contracts/alerts.ts';
import type { CallRecord } from '../../../contracts/call-record.ts';
import type { Finding } from '../../../contracts/finding.ts';
import { scopeOf } from '../access/scope-of.ts';

export type AlertedFinding = Pick<Finding, 'id' | 'callId' | 'ruleId' | 'category' | 'severity' | 'outcome'>;
export type AlertedCall = Pick<CallRecord, 'agency' | 'team' | 'collectorId' | 'startedAtMs'>;

/** Whether a rule is about this finding: switched on, its call within the maker's scope, every condition met. */
export function ruleHolds(rule: AlertRule, finding: AlertedFinding, call: AlertedCall): boolean {
  const { when } = rule;
  return (
    rule.enabled &&
    scopeOf({ scope: rule.scope, collectorId: null }).admits(call) &&
    isOneOf(when.severity, finding.severity) &&
    isOneOf(when.category, finding.category) &&
    isOneOf(when.outcome, finding.outcome) &&
    isOneOf(when.rule, finding.ruleId) &&
    isOneOf(when.agency, call.agency) &&
    isOneOf(when.team, call.team) &&
    isOneOf(when.collector, call.collectorId)
  );
}

const isOneOf = <T extends string>(some: readonly T[] | undefined, value: T | null) =>
  some === undefined || (value !== null && some.includes(value));

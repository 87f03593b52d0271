import type { CallRecord, StoredCall } from '../../../contracts/call-record.ts';
import type { KeptAs, RetentionRule } from '../../../contracts/retention.ts';

/** When a call's time is over, and by which rule. */
export interface DueAt {
  readonly dueAtMs: number;
  readonly rule: string;
}

/** How much of a call is kept. */
export function keptAs({ record, transcript, findings }: StoredCall): KeptAs {
  if (record.flagged || findings.length > 0) return 'flagged';
  return transcript === null ? 'compact' : 'sampled';
}

/**
 * By the rule of the call's jurisdiction (US for US-NY when that has none); where there is none, by the one that keeps
 * longest. lastActivityMs: start of the last contact, this call or a later one.
 */
export function dueAt(
  rules: readonly RetentionRule[],
  { jurisdiction, startedAtMs }: Pick<CallRecord, 'jurisdiction' | 'startedAtMs'>,
  kind: KeptAs,
  lastActivityMs: number,
): DueAt {
  return applicable(rules, jurisdiction)
    .map(({ id, kinds }) => {
      const period = kinds[kind];
      const from = period.from === 'call' ? startedAtMs : Math.max(startedAtMs, lastActivityMs);
      return { rule: id, dueAtMs: shifted(from, period.years, period.days) };
    })
    .reduce((longest, each) => (each.dueAtMs > longest.dueAtMs ? each : longest));
}

/** Whether the last contact has a say. */
export function needsActivity(
  rules: readonly RetentionRule[],
  { jurisdiction }: Pick<CallRecord, 'jurisdiction'>,
  kind: KeptAs,
): boolean {
  return applicable(rules, jurisdiction).some(({ kinds }) => kinds[kind].from === 'last_activity');
}

/** Calls that started at this instant or later are too young for every rule. */
export function youngestDueMs(rules: readonly RetentionRule[], nowMs: number): number {
  const periods = rules.flatMap(({ kinds }) => Object.values(kinds));
  return Math.max(...periods.map(({ years, days }) => shifted(nowMs, -years, -days) + DAY_MS));
}

const DAY_MS = 86_400_000;

function applicable(rules: readonly RetentionRule[], jurisdiction: string | null): readonly RetentionRule[] {
  const named = [jurisdiction, jurisdiction?.split('-')[0]];
  const own = named.flatMap((name) => rules.find((rule) => rule.jurisdiction === name) ?? [])[0];
  return own === undefined ? rules : [own];
}

/** Calendar years and days in UTC; 29 February becomes 1 March. */
function shifted(ms: number, years: number, days: number): number {
  const date = new Date(ms);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime() + days * DAY_MS;
}

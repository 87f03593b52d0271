import type { Finding } from '../contracts/finding.ts';
import type { Transcript } from '../contracts/transcript.ts';

interface RuleDiff {
  readonly ruleId: string;
  added: number;
  lost: number;
  unchanged: number;
  readonly samples: {
    readonly change: 'added' | 'lost';
    readonly callId: string;
    readonly turn: number | null;
    readonly quote: string;
  }[];
}

const SAMPLES = 5;

/** Counts what another rulebook adds, loses and leaves, by rule, with a few samples each. */
export function createVerdictDiff() {
  const rules = new Map<string, RuleDiff>();
  const of = (ruleId: string): RuleDiff => {
    const known = rules.get(ruleId);
    if (known) return known;
    const fresh: RuleDiff = { ruleId, added: 0, lost: 0, unchanged: 0, samples: [] };
    rules.set(ruleId, fresh);
    return fresh;
  };
  const sample = (call: Transcript, finding: Finding, change: 'added' | 'lost') => {
    const diff = of(finding.ruleId);
    diff[change] += 1;
    if (diff.samples.filter((other) => other.change === change).length >= SAMPLES) return;
    const quote = finding.spans.map((span) => span.quote).join(' … ');
    diff.samples.push({ change, callId: call.callId, turn: finding.turn, quote });
  };
  return {
    add(call: Transcript, before: readonly Finding[], after: readonly Finding[]): void {
      const had = new Set(before.map(({ id }) => id));
      const has = new Set(after.map(({ id }) => id));
      for (const finding of after) {
        if (had.has(finding.id)) of(finding.ruleId).unchanged += 1;
        else sample(call, finding, 'added');
      }
      for (const finding of before) if (!has.has(finding.id)) sample(call, finding, 'lost');
    },
    result() {
      const all = [...rules.values()].sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
      const sum = (key: 'added' | 'lost' | 'unchanged') => all.reduce((total, rule) => total + rule[key], 0);
      return { added: sum('added'), lost: sum('lost'), unchanged: sum('unchanged'), rules: all };
    },
    lines(): string[] {
      const { added, lost, unchanged, rules: all } = this.result();
      return [
        ...all.flatMap((rule) => [
          `${rule.ruleId}: +${rule.added} -${rule.lost} =${rule.unchanged}`,
          ...rule.samples.map(
            ({ change, callId, turn, quote }) =>
              `  ${change === 'added' ? '+' : '-'} ${callId} turn ${turn ?? '-'}: ${quote}`,
          ),
        ]),
        `findings: ${added} added, ${lost} lost, ${unchanged} unchanged`,
      ];
    },
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleList, RuleTrial, RuleTrialInput, RuleView } from '../../../contracts/rule-view.ts';
import type { AnalyseCall } from '../../analyzer/analyse-call.ts';
import type { Rulebook } from '../../analyzer/rulebook/rulebook.ts';
import { createTryText } from './try-text.ts';
import { summaryOf, viewRule } from './view-rule.ts';

/** The rulebook in force, for reading and trying. */
export interface RulesDoor {
  list(): RuleList;
  /** Null when no rule has this id. */
  read(id: string): Promise<RuleView | null>;
  tryText(input: RuleTrialInput): RuleTrial;
}

export interface RulesDoorOptions {
  readonly rulebook: Rulebook;
  /** The lexicons folder that the rulebook was loaded from. */
  readonly folder: string;
  readonly analyse: AnalyseCall;
}

export function createRulesDoor({ rulebook, folder, analyse }: RulesDoorOptions): RulesDoor {
  const byId = new Map(rulebook.rules.map((linked) => [linked.rule.id, linked]));
  const rules = rulebook.rules.map(summaryOf).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    list: () => ({ rulebookHash: rulebook.hash, rules }),
    async read(id) {
      const linked = byId.get(id);
      if (linked === undefined) return null;
      // A file that is gone since the start leaves the rule in force without its text.
      const yaml = await readFile(join(folder, linked.file), 'utf8').catch(() => '');
      return viewRule(linked, yaml);
    },
    tryText: createTryText(analyse),
  };
}

import type { Command } from 'commander';
import { rulesDrawingOn } from '../../../services/analyzer/rule-checks/check-lock.ts';
import { describeRule } from '../../../services/analyzer/rule-checks/describe-rule.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../../terminal.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { findRule } from './find-rule.ts';
import { readRuleShelf } from './read-rule-shelf.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules explain zh/third-party-disclosure/tp-debt-disclosure --lang zh
  $ callwarden rules explain lexicons/rules/zh/threat/violence.yaml
  $ callwarden rules explain terms/zh/debt-words      which rules a list or guard touches

Exit codes: 0 told, 1 the folder can't be read, 2 no such rule or list, 3 the rule does not load.`;

/** callwarden rules explain: a rule in prose, or what a shared list touches. */
export function registerExplain(rules: Command, terminal: Terminal): void {
  withCommonOptions(rules.command('explain'))
    .description('tell in plain words what a rule looks for, or which rules a shared list touches')
    .argument('<rule>', 'rule id or file; or a list or guard: terms/zh/…, guards/zh/…')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: CommonOptions) => {
      const list = name.replace(/^.*?(?=(?:terms|guards)\/(?:zh|en)\/)/, '').replace(/\.yaml$/, '');
      if (/^(?:terms|guards)\//.test(list)) return explainList(`${list}.yaml`, options, terminal);
      const { rule } = await findRule(name, options);
      terminal.out(describeRule(rule.linked, options.lang));
    });
}

async function explainList(path: string, { dir, lang }: CommonOptions, terminal: Terminal): Promise<void> {
  const { files, loaded } = await readRuleShelf(dir);
  if (!files.has(path))
    throw new CommandError(lang === 'zh' ? `没有 ${path}` : `there is no ${path}`, EXIT_CODES.usage);
  const ids = rulesDrawingOn(
    path,
    loaded.allRules.map(({ linked }) => linked),
  );
  terminal.out(
    lang === 'zh' ? `${path} 影响 ${ids.length} 条规则：` : `${path} touches ${ids.length} rules:`,
  );
  for (const id of ids) terminal.out(`  ${id}`);
}

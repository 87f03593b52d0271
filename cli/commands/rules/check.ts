import type { Command } from 'commander';
import type { CheckProblem } from '../../../services/analyzer/rule-checks/check-problem.ts';
import { checkRules } from '../../../services/analyzer/rule-checks/check-rules.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../../terminal.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { readRuleShelf } from './read-rule-shelf.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules check                            all rules of lexicons/
  $ callwarden rules check zh/threat                  only the examples of these rules
  $ callwarden rules check --dir my-lexicons --lang zh
  $ callwarden rules check --json | jq '.problems[].code'

How an example is read:
  "a sentence"                       the collector says it to the first party of applies_to.listener (none: to the
                                     debtor, identity confirmed; rules about the time before that: not yet confirmed)
  - collector: …  - debtor: …        a dialogue, exactly as it stands
  [[words]]                          the exact quote that must come out
  call: {…}, history: […]            facts over a default call (outbound, 10:15, recorded, 10000 owed; null removes
                                     one); call.turns takes a sentence or a dialogue

Exit codes: 0 all well (warnings allowed), 1 the folder can't be read, 2 wrong usage, 3 errors were found.`;

/** callwarden rules check: everything that npm run lexicons looks at. */
export function registerCheck(rules: Command, terminal: Terminal): void {
  withCommonOptions(rules.command('check'))
    .description('check the rules against their own examples, the lock, the schemas and the corpora')
    .argument('[rules...]', 'ids, or beginnings of ids, for example zh/threat')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: CommonOptions & { json?: boolean }) => {
      const { files, loaded } = await readRuleShelf(options.dir);
      const ids = loaded.allRules.map(({ linked }) => linked.rule.id);
      const chosen = ids.filter((id) => names.some((name) => isNamed(id, name)));
      if (names.length > 0 && chosen.length === 0 && loaded.problems.length === 0)
        throw new CommandError(`no rule is called ${names.join(', ')}`, EXIT_CODES.usage);
      const { problems } = checkRules({
        files,
        loaded,
        ...(names.length > 0 ? { only: new Set(chosen) } : {}),
      });
      const errors = problems.filter(({ level }) => level === 'error').length;
      const checked = names.length > 0 ? chosen.length : ids.length;
      if (options.json)
        terminal.out(
          JSON.stringify({ rules: checked, errors, warnings: problems.length - errors, problems }),
        );
      else tell(terminal, options, problems, checked, errors);
      process.exitCode = errors > 0 ? EXIT_CODES.findings : EXIT_CODES.ok;
    });
}

const isNamed = (id: string, name: string) => {
  const wanted = name.replace(/^.*rules\/(?=(?:zh|en|any)\/)/, '').replace(/\.yaml$/, '');
  return id === wanted || id.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`);
};

function tell(
  terminal: Terminal,
  { dir, lang }: CommonOptions,
  problems: readonly CheckProblem[],
  rules: number,
  errors: number,
): void {
  for (const { file, line, code, level, message } of problems) {
    const label = level === 'error' ? { zh: '错误', en: 'error' } : { zh: '提醒', en: 'warning' };
    terminal.out(`${dir}/${file}:${line} ${label[lang]} [${code}] ${message[lang]}`);
  }
  const warnings = problems.length - errors;
  terminal.out(
    lang === 'zh'
      ? `${rules} 条规则：${errors} 个错误，${warnings} 个提醒`
      : `${rules} rules: ${errors} errors, ${warnings} warnings`,
  );
}

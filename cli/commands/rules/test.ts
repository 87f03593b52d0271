import { text as readAll } from 'node:stream/consumers';
import type { Command } from 'commander';
import { checkRules } from '../../../services/analyzer/rule-checks/check-rules.ts';
import { readPasted } from '../../../services/analyzer/rule-checks/read-pasted.ts';
import { createRuleBench } from '../../../services/analyzer/rule-checks/rule-bench.ts';
import { stageExample } from '../../../services/analyzer/rule-checks/stage-example.ts';
import { createWhySilent } from '../../../services/analyzer/rule-checks/why-silent.ts';
import { formatProblem } from '../../../services/analyzer/rulebook/problem.ts';
import type { LinkedRule, Rulebook } from '../../../services/analyzer/rulebook/rulebook.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../../terminal.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { findRule } from './find-rule.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules test zh/third-party-disclosure/tp-debt-disclosure       its own examples
  $ callwarden rules test my-rule.yaml --text "阿姨，您儿子信用卡逾期三万多。"
  $ callwarden rules test zh/threat/violence --text $'debtor: 我没钱\\ncollector: 那你等着'
  $ pbpaste | callwarden rules test zh/threat/violence --text -
A dialogue has one line a turn: collector:, debtor:, third_party:, guarantor:, co_borrower:, voicemail: (or 催收员：, 债务人：, 第三人：…).

Exit codes: 0 tried (or: examples are well), 1 a file can't be read, 2 wrong usage, 3 the rule does not load (or: its examples fail).`;

/** callwarden rules test: tries one rule on its own examples or on a pasted text. */
export function registerTest(rules: Command, terminal: Terminal): void {
  withCommonOptions(rules.command('test'))
    .description('try a rule on a pasted sentence or dialogue and see what fires and why')
    .argument('<rule>', 'rule id or rule file')
    .option('--text <text>', 'a sentence or a dialogue; - reads it from standard input')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: CommonOptions & { text?: string }) => {
      const { rule, files, loaded } = await findRule(name, options);
      if (options.text !== undefined) {
        const pasted = options.text === '-' ? await readAll(process.stdin) : options.text;
        tryText(rule.linked, pasted, loaded.rulebook, options.lang, terminal);
        return;
      }
      const { problems } = checkRules({ files, loaded, only: new Set([rule.linked.rule.id]) });
      const own = problems.filter(({ file }) => file === rule.linked.file);
      for (const found of own) terminal.out(formatProblem(found, options.lang));
      const errors = own.filter(({ level }) => level === 'error').length;
      const { examples, exceptions } = rule.linked.rule;
      const tried =
        Object.values(examples).flat().length +
        exceptions.flatMap(({ excused, still_caught }) => [...excused, ...still_caught]).length;
      terminal.out(
        options.lang === 'zh' ? `${tried} 个例子，${errors} 个错误` : `${tried} examples, ${errors} errors`,
      );
      process.exitCode = errors > 0 ? EXIT_CODES.findings : EXIT_CODES.ok;
    });
}

function tryText(
  linked: LinkedRule,
  text: string,
  base: Pick<Rulebook, 'parameters' | 'cues'>,
  lang: 'zh' | 'en',
  terminal: Terminal,
): void {
  const staging = stageExample(readPasted(text), linked.rule);
  if (!staging.ok) throw new CommandError(staging.message[lang], EXIT_CODES.usage);
  const { staged } = staging;
  const bench = createRuleBench([linked], base);
  const { turns } = bench.facts(staged);
  for (const [at, turn] of staged.call.turns.entries()) {
    const facts = turns[at];
    const added = at < staged.firstOwnTurn ? (lang === 'zh' ? ' （补充）' : ' (added)') : '';
    terminal.out(`${at + 1} ${turn.speaker} [${facts?.party}, ${facts?.identity}]${added}: ${turn.text}`);
  }
  const findings = bench.findings(linked, staged);
  for (const finding of findings) terminal.out(`✗ ${finding.outcome}: ${finding.explanation[lang]}`);
  if (findings.length > 0) return;
  const why = createWhySilent(base, bench.heard)(linked, staged);
  terminal.out(lang === 'zh' ? `✓ 不报。${why.zh}` : `✓ silent. ${why.en}`);
}

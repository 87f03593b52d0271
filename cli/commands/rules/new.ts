import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { Category } from '../../../contracts/vocabulary.ts';
import { readRetired } from '../../../services/analyzer/rule-checks/check-retired.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../../terminal.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { draftRule } from './draft-rule.ts';

const EXAMPLES = `
Examples:
  $ callwarden rules new zh threat home-visit         writes lexicons/rules/zh/threat/home-visit.yaml
  $ callwarden rules new en third_party_disclosure debt-to-employer --dir my-lexicons

Exit codes: 0 written, 1 the file can't be written, 2 wrong names, or the rule exists or is retired.`;

/** callwarden rules new: a draft rule that passes the checks, with guidance where it has to be filled in. */
export function registerNew(rules: Command, terminal: Terminal): void {
  withCommonOptions(rules.command('new'))
    .description('begin a rule: a draft with guidance')
    .argument('<lang>', 'zh or en')
    .argument('<category>', Category.options.join(', '))
    .argument('<name>', 'lower case letters, digits and dashes')
    .addHelpText('after', EXAMPLES)
    .action(async (lang: string, category: string, name: string, { dir }: CommonOptions) => {
      const known = Category.safeParse(category.replaceAll('-', '_'));
      if (lang !== 'zh' && lang !== 'en')
        throw new CommandError(`the language is zh or en, not ${lang}`, EXIT_CODES.usage);
      if (!known.success)
        throw new CommandError(
          `there is no category ${category}; take one of ${Category.options.join(', ')}`,
          EXIT_CODES.usage,
        );
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
        throw new CommandError(
          `${name} is no name for a rule: lower case letters, digits and dashes`,
          EXIT_CODES.usage,
        );
      const id = `${lang}/${known.data.replaceAll('_', '-')}/${name}`;
      const retired = await readFile(join(dir, 'retired.yaml'), 'utf8').catch(() => 'retired: []');
      if (readRetired(new Map([['retired.yaml', retired]])).ids.has(id))
        throw new CommandError(`${id} was retired; its id is never used again`, EXIT_CODES.usage);
      const path = join(dir, 'rules', `${id}.yaml`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, draftRule(lang, known.data, id), { flag: 'wx' }).catch(
        (cause: NodeJS.ErrnoException) => {
          if (cause.code === 'EEXIST') throw new CommandError(`${path} exists already`, EXIT_CODES.usage);
          throw cause;
        },
      );
      terminal.out(path);
      terminal.err(`next: fill it in, then callwarden rules test ${id}`);
    });
}

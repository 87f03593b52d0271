import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import {
  type LexiconFiles,
  type LocatedRule,
  loadRulebook,
} from '../../../services/analyzer/rulebook/load-rulebook.ts';
import { formatProblem } from '../../../services/analyzer/rulebook/problem.ts';
import { CommandError, EXIT_CODES } from '../../terminal.ts';
import type { CommonOptions } from './common-options.ts';
import { readRuleShelf } from './read-rule-shelf.ts';

const ID = /^id:[ \t]*['"]?([a-z]+\/[a-z0-9-]+\/[a-z0-9-]+)/m;

/**
 * A rule by its id, or from a file inside or outside the lexicons folder (lists and guards come from the folder). Throws a
 * CommandError that says what is wrong with it.
 */
export async function findRule(idOrFile: string, { dir, lang }: CommonOptions) {
  const shelf = await readRuleShelf(dir);
  const { files, loaded, id } = idOrFile.endsWith('.yaml')
    ? await withFile(idOrFile, dir, shelf.files)
    : { ...shelf, id: idOrFile };
  const path = `rules/${id}.yaml`;
  const rule: LocatedRule | undefined = loaded.allRules.find(({ linked }) => linked.file === path);
  if (rule) return { rule, files, loaded };
  const problems = loaded.problems.filter(({ file }) => file === path);
  if (problems.length > 0)
    throw new CommandError(
      problems.map((found) => formatProblem(found, lang)).join('\n'),
      EXIT_CODES.findings,
    );
  const near = loaded.allRules
    .map(({ linked }) => linked.rule.id)
    .filter((other) => other.includes(id.split('/').at(-1) ?? id));
  const hint =
    near.length > 0
      ? lang === 'zh'
        ? `；是不是 ${near.join('、')}`
        : `; did you mean ${near.join(', ')}`
      : '';
  throw new CommandError(
    lang === 'zh' ? `没有规则 ${id}${hint}` : `there is no rule ${id}${hint}`,
    EXIT_CODES.usage,
  );
}

async function withFile(file: string, dir: string, files: LexiconFiles) {
  const inside = relative(resolve(dir, 'rules'), resolve(file)).replaceAll('\\', '/');
  const text = await readFile(file, 'utf8');
  const id = inside.startsWith('..')
    ? (ID.exec(text)?.[1] ?? 'any/unnamed/unnamed')
    : inside.replace(/\.yaml$/, '');
  const all: LexiconFiles = new Map([...files, [`rules/${id}.yaml`, text]]);
  return { files: all, loaded: loadRulebook(all), id };
}

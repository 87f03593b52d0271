import type { ElementFile, SignMatch, SignName } from '../../../contracts/element-words.ts';
import { SignName as SignNames } from '../../../contracts/element-words.ts';
import type { LinkGroup } from './link-group.ts';
import { problem, type RulebookProblem } from './problem.ts';
import type { ReadYaml } from './read-yaml.ts';
import type { ElementWords, LinkedGroup, LinkedSign } from './rulebook.ts';

interface ReadElements {
  readonly path: string;
  readonly read: ReadYaml<ElementFile>;
}

type Report = (at: readonly PropertyKey[], zh: string, en: string) => void;

/** Links the words of the elements of a call, by language; each sign stands in one file a language. */
export function linkElements(
  files: readonly ReadElements[],
  linkGroup: LinkGroup,
  problems: RulebookProblem[],
): ElementWords {
  const byLanguage = new Map<'zh' | 'en', Map<SignName, LinkedSign>>();
  for (const { path, read } of files) {
    const language = read.value.id.startsWith('zh/') ? 'zh' : 'en';
    const signs = byLanguage.get(language) ?? new Map<SignName, LinkedSign>();
    byLanguage.set(language, signs);
    const report: Report = (at, zh, en) => problems.push(problem(path, read.lineOf(at), 'sign', zh, en));
    const groups = new Map<string, LinkedGroup>();
    for (const [name, group] of Object.entries(read.value.terms))
      groups.set(
        name,
        linkGroup(group, { file: path, lineOf: read.lineOf, path: ['terms', name] }, problems),
      );
    for (const [name, matches] of signsOf(read.value)) {
      if (signs.has(name)) {
        report(['signs', name], `迹象 ${name} 在别的文件里已有`, `sign ${name} stands in another file too`);
        continue;
      }
      checkGroups(name, matches, groups, report);
      signs.set(name, { matches, groups });
    }
    reportUnused(read.value, report);
  }
  return byLanguage;
}

/** The signs of a file: those spelled out, and groups that bear a sign's name. */
function signsOf(file: ElementFile): (readonly [SignName, readonly SignMatch[]])[] {
  return SignNames.options.flatMap((name) => {
    const matches =
      file.signs[name] ?? (file.terms[name] ? [{ kind: 'term' as const, of: name }] : undefined);
    return matches ? [[name, matches] as const] : [];
  });
}

const groupsOf = (match: SignMatch) => [...[match.of].flat(), ...(match.unless ? [match.unless.of] : [])];

function checkGroups(
  name: SignName,
  matches: readonly SignMatch[],
  groups: ReadonlyMap<string, LinkedGroup>,
  report: Report,
): void {
  for (const group of matches.flatMap(groupsOf)) {
    if (!groups.has(group))
      report(
        ['signs', name],
        `词组 ${group} 没有在 terms 里定义`,
        `group ${group} is not defined under terms`,
      );
  }
}

function reportUnused(file: ElementFile, report: Report): void {
  const used = new Set(signsOf(file).flatMap(([, matches]) => matches.flatMap(groupsOf)));
  for (const name of Object.keys(file.terms)) {
    if (!used.has(name)) report(['terms', name], `词组 ${name} 没有被用到`, `group ${name} is used nowhere`);
  }
}

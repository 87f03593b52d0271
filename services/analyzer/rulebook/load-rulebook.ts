import type { z } from 'zod';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { CueFile, CueName } from '../../../contracts/cues.ts';
import { ElementFile } from '../../../contracts/element-words.ts';
import { Guard, ParameterFile, Rule, TermList } from '../../../contracts/rule.ts';
import { loadReaders } from '../reader/load-readers.ts';
import { linkElements } from './link-elements.ts';
import { createGroupLinker, type LinkGroup } from './link-group.ts';
import { linkGuard } from './link-guard.ts';
import { linkRule, type Shelf } from './link-rule.ts';
import { problem, type RulebookProblem } from './problem.ts';
import { type ReadYaml, readYaml } from './read-yaml.ts';
import type { LinkedGroup, LinkedRule, Rulebook } from './rulebook.ts';

/** The lexicons folder as text: path below lexicons/ (with /) to content. Reading it is the caller's job. */
export type LexiconFiles = ReadonlyMap<string, string>;

/** A rule with the way back to its lines, for complaints about it. */
export interface LocatedRule {
  readonly linked: LinkedRule;
  readonly lineOf: ReadYaml<Rule>['lineOf'];
}

export interface LoadedRulebook {
  /** Only rules that run: active and shadow. */
  readonly rulebook: Rulebook;
  /** Every rule that could be read, drafts and retired ones too. */
  readonly allRules: readonly LocatedRule[];
  readonly problems: readonly RulebookProblem[];
}

/** Loads, checks and links the lexicons. Problems don't throw: the caller decides whether to go on without the faulty rule. */
export function loadRulebook(files: LexiconFiles): LoadedRulebook {
  const problems: RulebookProblem[] = [];
  const linkGroup = createGroupLinker(
    new Map(readFolder(files, 'terms', TermList, problems).map(({ read }) => [read.value.id, read.value])),
  );
  const guards = readFolder(files, 'guards', Guard, problems).map(({ path, read }) =>
    linkGuard(read.value, path, read.lineOf, linkGroup, problems),
  );
  const shelf: Shelf = { linkGroup, guards: new Map(guards.map((linked) => [linked.guard.id, linked])) };
  const allRules = readFolder(files, 'rules', Rule, problems).flatMap(({ path, read }) => {
    const { linked, problems: found } = linkRule(read.value, path, read.lineOf, shelf);
    problems.push(...found);
    return found.length === 0 ? [{ linked, lineOf: read.lineOf }] : [];
  });
  const parameters = new Map(
    readFolder(files, 'parameters', ParameterFile, problems).map(({ read }) => [
      read.value.jurisdiction,
      read.value,
    ]),
  );
  const cues = linkCues(files, linkGroup, problems);
  const rules = allRules
    .map(({ linked }) => linked)
    .filter(({ rule }) => rule.status === 'active' || rule.status === 'shadow');
  const elements = linkElements(readFolder(files, 'elements', ElementFile, problems), linkGroup, problems);
  const readers = loadReaders(files, problems);
  return { allRules, problems, rulebook: rulebookOf(rules, parameters, cues, readers, elements) };
}

/** Puts linked rules together under the hash that names them. */
export function rulebookOf(
  rules: readonly LinkedRule[],
  parameters: Rulebook['parameters'],
  cues: Rulebook['cues'],
  readers: Rulebook['readers'] = new Map(),
  elements: Rulebook['elements'] = new Map(),
): Rulebook {
  const hash = contentHash({
    rules: rules.map(({ rule, logicHash }) => ({
      id: rule.id,
      version: rule.version,
      status: rule.status,
      logicHash,
    })),
    parameters: [...parameters.values()],
    cues: [...cues].map(([language, groups]) => [
      language,
      [...groups].map(([name, group]) => [name, group.hash]),
    ]),
    readers: [...readers].map(([language, { hash }]) => [language, hash]),
    elements: [...elements].map(([language, signs]) => [
      language,
      [...signs].map(([name, { matches, groups }]) => [
        name,
        matches,
        [...groups].map(([group, { hash: words }]) => [group, words]),
      ]),
    ]),
  });
  return { hash, rules, parameters, cues, readers, elements };
}

const isBelow = (path: string, folder: string) => path.startsWith(`${folder}/`) && path.endsWith('.yaml');

function readFolder<S extends z.ZodType>(
  files: LexiconFiles,
  folder: string,
  schema: S,
  problems: RulebookProblem[],
) {
  return [...files.keys()]
    .filter((path) => isBelow(path, folder))
    .sort()
    .flatMap((path) => {
      const read = readYaml(path, files.get(path) ?? '', schema);
      if (!read.ok) {
        problems.push(...read.problems);
        return [];
      }
      checkId(path, folder, read.value, read.lineOf(['id']), problems);
      return [{ path, read }];
    });
}

function checkId(
  path: string,
  folder: string,
  value: unknown,
  line: number,
  problems: RulebookProblem[],
): void {
  if (typeof value !== 'object' || value === null || !('id' in value)) return;
  const expected = path.slice(folder.length + 1, -'.yaml'.length);
  if (value.id === expected) return;
  problems.push(
    problem(path, line, 'id', `id 必须与路径一致：应为 ${expected}`, `id must equal the path: ${expected}`),
  );
}

function linkCues(files: LexiconFiles, linkGroup: LinkGroup, problems: RulebookProblem[]): Rulebook['cues'] {
  const cues = new Map<CueFile['language'], ReadonlyMap<CueName, LinkedGroup>>();
  for (const { path, read } of readFolder(files, 'cues', CueFile, problems)) {
    const groups = new Map<CueName, LinkedGroup>();
    for (const name of CueName.options) {
      const group = read.value.cues[name];
      if (group)
        groups.set(
          name,
          linkGroup(group, { file: path, lineOf: read.lineOf, path: ['cues', name] }, problems),
        );
    }
    cues.set(read.value.language, groups);
  }
  return cues;
}

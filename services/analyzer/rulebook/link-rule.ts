import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Branch, Guard, Rule, Sought, TermGroup, TermList } from '../../../contracts/rule.ts';
import { expandWord, MAX_SPELLINGS } from './expand-word.ts';
import { problem, type RulebookProblem } from './problem.ts';
import type { LinkedGroup, LinkedGuard, LinkedRule, LinkedTerm } from './rulebook.ts';

type LineOf = (path: readonly PropertyKey[]) => number;

/** What linking draws on: every list and guard of the lexicons by id. */
export interface Shelf {
  readonly lists: ReadonlyMap<string, TermList>;
  readonly guards: ReadonlyMap<string, Guard>;
}

function spellings(word: string, file: string, line: number, problems: RulebookProblem[]): readonly string[] {
  const forms = expandWord(word);
  if (forms) return forms;
  problems.push(
    problem(
      file,
      line,
      'word',
      `“${word}”的花括号不成对、含空写法，或展开超过 ${MAX_SPELLINGS} 种；请拆成几条`,
      `"${word}": braces don't pair, an empty spelling comes out, or more than ${MAX_SPELLINGS} spellings; split it`,
    ),
  );
  return [];
}

/** Spells out one group of words. */
export function linkGroup(
  name: string,
  group: TermGroup,
  shelf: Shelf,
  file: string,
  lineOf: LineOf,
  path: PropertyKey[],
  problems: RulebookProblem[],
): LinkedGroup {
  const terms = new Map<string, LinkedTerm>();
  const allow: string[] = [];
  const add = (word: string, sound: boolean, stem: boolean, line: number) => {
    for (const text of spellings(word, file, line, problems)) {
      const known = terms.get(text);
      terms.set(text, { text, sound: sound || (known?.sound ?? false), stem: stem || (known?.stem ?? false) });
    }
  };
  const line = lineOf(path);
  for (const [index, word] of (group.words ?? []).entries())
    add(word, group.sound ?? false, group.stem ?? false, lineOf([...path, 'words', index]));
  for (const id of group.lexicon === undefined ? [] : [group.lexicon].flat()) {
    const list = shelf.lists.get(id);
    if (!list) {
      problems.push(
        problem(
          file,
          line,
          'lexicon',
          `找不到词表 ${id}（应在 terms/${id}.yaml）`,
          `no term list ${id} (it would be terms/${id}.yaml)`,
        ),
      );
      continue;
    }
    for (const entry of list.entries) add(entry.t, entry.sound ?? group.sound ?? false, entry.stem ?? group.stem ?? false, line);
    for (const word of list.allow) allow.push(...spellings(word, file, line, problems));
  }
  for (const word of group.allow ?? []) allow.push(...spellings(word, file, line, problems));
  return { name, terms: [...terms.values()], allow, recogniser: group.recogniser ?? null };
}

function groupsOfSought(sought: Sought): readonly string[] {
  return typeof sought === 'string' ? [sought] : Array.isArray(sought) ? sought : [sought.of].flat();
}

/** Names of the groups that a branch looks at. */
export function groupsOfBranch(branch: Branch): readonly string[] {
  switch (branch.kind) {
    case 'term':
    case 'sequence':
    case 'near':
    case 'absent':
    case 'amount':
      return [branch.of].flat();
    case 'reply':
      return [...groupsOfSought(branch.to.of), ...groupsOfSought(branch.with.of)];
    case 'unless_before':
    case 'repeat':
      return groupsOfSought(branch.of);
    case 'call':
      return [];
  }
}

function linkGuard(id: string, guard: Guard, shelf: Shelf, problems: RulebookProblem[]): LinkedGuard {
  const file = `guards/${id}.yaml`;
  const groups = new Map<string, LinkedGroup>();
  for (const [name, group] of Object.entries(guard.terms)) {
    groups.set(
      name,
      linkGroup(name, group, shelf, file, () => 1, ['terms', name], problems),
    );
  }
  for (const name of [guard.of, ...(guard.unless ? [guard.unless] : [])]) {
    if (!groups.has(name))
      problems.push(
        problem(file, 1, 'group', `词组 ${name} 没有定义`, `group ${name} is not defined under terms`),
      );
  }
  return { guard, groups };
}

/** Resolves the words of one rule. Every group must be defined and used; every reference must resolve. */
export function linkRule(
  rule: Rule,
  file: string,
  lineOf: LineOf,
  shelf: Shelf,
): { linked: LinkedRule; problems: readonly RulebookProblem[] } {
  const problems: RulebookProblem[] = [];
  const groups = new Map<string, LinkedGroup>();
  for (const [name, group] of Object.entries(rule.terms)) {
    groups.set(name, linkGroup(name, group, shelf, file, lineOf, ['terms', name], problems));
  }
  const used = new Set<string>();
  const use = (name: string, path: PropertyKey[]) => {
    used.add(name);
    if (!groups.has(name)) {
      problems.push(
        problem(
          file,
          lineOf(path),
          'group',
          `词组 ${name} 没有在 terms 里定义`,
          `group ${name} is not defined under terms`,
        ),
      );
    }
  };
  for (const [index, branch] of rule.match.any.entries()) {
    for (const name of groupsOfBranch(branch)) use(name, ['match', 'any', index]);
  }
  for (const [index, exception] of rule.exceptions.entries()) {
    for (const name of [exception.of].flat()) use(name, ['exceptions', index]);
  }
  for (const name of groups.keys()) {
    if (!used.has(name))
      problems.push(
        problem(
          file,
          lineOf(['terms', name]),
          'unused',
          `词组 ${name} 没有被用到`,
          `group ${name} is used nowhere`,
        ),
      );
  }
  const guards: LinkedGuard[] = [];
  for (const [index, id] of rule.guards.entries()) {
    const guard = shelf.guards.get(id);
    if (guard) guards.push(linkGuard(id, guard, shelf, problems));
    else
      problems.push(
        problem(file, lineOf(['guards', index]), 'guard', `找不到 guards/${id}.yaml`, `no guards/${id}.yaml`),
      );
  }
  const drawsOn = [
    ...new Set([
      ...Object.values(rule.terms).flatMap((group) => [group.lexicon ?? []].flat()),
      ...rule.guards,
    ]),
  ];
  return {
    linked: {
      rule,
      file,
      language: languageOf(rule.id),
      groups,
      guards,
      drawsOn,
      logicHash: hashLogic(rule, groups, guards),
    },
    problems,
  };
}

function languageOf(id: string): 'zh' | 'en' | 'any' {
  const [first] = id.split('/');
  return first === 'zh' || first === 'en' ? first : 'any';
}

/** Hash of what decides: scope, matchers, exceptions, guards and every spelled-out term; not prose, examples or status. */
function hashLogic(
  rule: Rule,
  groups: ReadonlyMap<string, LinkedGroup>,
  guards: readonly LinkedGuard[],
): string {
  return contentHash({
    category: rule.category,
    severity: rule.severity,
    outcome: rule.outcome,
    applies_to: rule.applies_to,
    match: rule.match,
    exceptions: rule.exceptions.map(
      ({ because: _because, excused: _excused, still_caught: _still, ...logic }) => logic,
    ),
    groups: [...groups.values()],
    guards: guards.map(({ guard, groups: guardGroups }) => ({
      id: guard.id,
      of: guard.of,
      side: guard.side,
      gap: guard.gap,
      within: guard.within,
      unless: guard.unless,
      groups: [...guardGroups.values()],
    })),
  });
}

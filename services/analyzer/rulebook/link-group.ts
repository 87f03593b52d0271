import { contentHash } from '../../../contracts/canonical-json.ts';
import type { Phrase, TermGroup, TermList } from '../../../contracts/rule.ts';
import { expandWord, MAX_SPELLINGS } from './expand-word.ts';
import { problem, type RulebookProblem } from './problem.ts';
import type { LinkedGroup, LinkedPhrase, LinkedTerm } from './rulebook.ts';

/** More spellings than this in one group slow every load; columns (`phrases`) say the same with a hundredth of them. */
export const MAX_GROUP_SPELLINGS = 4_000;

/** Where a group stands, for complaints. */
export interface GroupPlace {
  readonly file: string;
  readonly path: readonly PropertyKey[];
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** Spells out a group; problems are added to the list given. */
export type LinkGroup = (group: TermGroup, place: GroupPlace, problems: RulebookProblem[]) => LinkedGroup;

/** Links groups over the term lists of a lexicon. Groups made of lists only are spelled out once and shared by all rules. */
export function createGroupLinker(lists: ReadonlyMap<string, TermList>): LinkGroup {
  const shared = new Map<string, LinkedGroup>();
  return (group, place, problems) => {
    const key = group.words || group.phrases || group.allow ? null : JSON.stringify(group);
    const known = key === null ? undefined : shared.get(key);
    if (known) return known;
    const found: RulebookProblem[] = [];
    const linked = spellOut(group, lists, place, found);
    problems.push(...found);
    if (key !== null && found.length === 0) shared.set(key, linked);
    return linked;
  };
}

function spellOut(
  group: TermGroup,
  lists: ReadonlyMap<string, TermList>,
  place: GroupPlace,
  problems: RulebookProblem[],
): LinkedGroup {
  const terms = new Map<string, LinkedTerm>();
  const phrases: LinkedPhrase[] = [];
  const allow: string[] = [];
  const lineAt = (...more: readonly PropertyKey[]) => place.lineOf([...place.path, ...more]);
  const spell = (word: string, ...more: readonly PropertyKey[]) => {
    const forms = expandWord(word);
    if (forms === null) problems.push(badWord(word, place.file, lineAt(...more)));
    return forms ?? [];
  };
  const add = (
    word: string,
    marks: { sound?: boolean | undefined; stem?: boolean | undefined },
    ...more: readonly PropertyKey[]
  ) => {
    for (const text of spell(word, ...more)) {
      const known = terms.get(text);
      const sound = marks.sound ?? group.sound ?? false;
      const stem = marks.stem ?? group.stem ?? false;
      terms.set(text, {
        text,
        sound: sound || (known?.sound ?? false),
        stem: stem || (known?.stem ?? false),
      });
    }
  };
  const addPhrase = (columns: Phrase, ...more: readonly PropertyKey[]) =>
    phrases.push(columns.map((words) => [...new Set(words.flatMap((word) => spell(word, ...more)))]));
  for (const [index, word] of (group.words ?? []).entries()) add(word, {}, 'words', index);
  for (const [index, columns] of (group.phrases ?? []).entries()) addPhrase(columns, 'phrases', index);
  for (const id of group.lexicon === undefined ? [] : [group.lexicon].flat()) {
    const list = lists.get(id);
    if (!list) {
      problems.push(noList(id, place.file, lineAt()));
      continue;
    }
    for (const entry of list.entries) add(entry.t, entry);
    for (const columns of list.phrases ?? []) addPhrase(columns);
    for (const word of list.allow) allow.push(...spell(word));
  }
  for (const word of group.allow ?? []) allow.push(...spell(word));
  const count = terms.size + phrases.flat().reduce((sum, words) => sum + words.length, 0);
  if (count > MAX_GROUP_SPELLINGS) problems.push(tooMany(count, place, lineAt()));
  const spelled = { terms: [...terms.values()], allow, recogniser: group.recogniser ?? null };
  return { ...spelled, phrases, hash: contentHash(phrases.length > 0 ? { ...spelled, phrases } : spelled) };
}

function noList(id: string, from: string, line: number): RulebookProblem {
  const file = `terms/${id}.yaml`;
  return problem(
    from,
    line,
    'lexicon',
    `找不到词表 ${id}（应在 ${file}）`,
    `no term list ${id} (it would be ${file})`,
  );
}

function tooMany(count: number, { file, path }: GroupPlace, line: number): RulebookProblem {
  const name = String(path.at(-1));
  return problem(
    file,
    line,
    'spellings',
    `词组 ${name} 展开后有 ${count} 种写法，最多 ${MAX_GROUP_SPELLINGS} 种；请把长条目按列写到 phrases 里（先说的一列、接着说的一列），不要用 {…|…} 逐一组合`,
    `group ${name} comes to ${count} spellings, at most ${MAX_GROUP_SPELLINGS} are allowed; write its long entries in columns under phrases (what is said first, what follows) instead of combining {…|…}`,
  );
}

function badWord(word: string, file: string, line: number): RulebookProblem {
  return problem(
    file,
    line,
    'word',
    `“${word}”的花括号不成对、含空写法，或展开超过 ${MAX_SPELLINGS} 种；请拆成几条，或按列写到 phrases 里`,
    `"${word}": braces don't pair, an empty spelling comes out, or more than ${MAX_SPELLINGS} spellings; split it, or write it in columns under phrases`,
  );
}

import type { LinkedGroup, Rulebook } from '../rulebook/rulebook.ts';
import type { Line } from './scene.ts';
import type { LineHits, TermIndex } from './term-index.ts';

/** Names of the word groups of rules, guards and cues that were heard, turn by turn, each once. */
export type HeardGroups = readonly (readonly string[])[];

/**
 * Makes the listener for word groups: what families of words a turn holds, whether a rule came of it or not. A group
 * that several rules share bears the name of the first.
 */
export function createGroupHearing(
  rulebook: Pick<Rulebook, 'rules' | 'cues'>,
  index: TermIndex,
): (turns: number, lines: readonly Line[], hitsOfLine: readonly LineHits[]) => HeardGroups {
  const names: string[] = [];
  const name = (group: LinkedGroup, text: string) => {
    const number = index.numberOf(group);
    if (number !== undefined) names[number] ??= text;
  };
  for (const { rule, groups } of rulebook.rules)
    for (const [id, group] of groups) name(group, `${rule.id}#${id}`);
  for (const { guards } of rulebook.rules)
    for (const { guard, groups } of guards)
      for (const [id, group] of groups) name(group, `guard:${guard.id}#${id}`);
  for (const [language, cues] of rulebook.cues)
    for (const [id, group] of cues) name(group, `cue:${language}#${id}`);

  return (turns, lines, hitsOfLine) => {
    const heard = Array.from({ length: turns }, () => new Set<number>());
    for (const [at, { view }] of lines.entries())
      for (const [number, hits] of hitsOfLine[at] ?? [])
        for (const { end } of hits) heard[view.turns[end - 1] ?? 0]?.add(number);
    return heard.map((numbers) =>
      [...numbers].sort((a, b) => a - b).flatMap((number) => names[number] ?? []),
    );
  };
}

import { z } from 'zod';
import { CalendarDate } from '../../../contracts/text.ts';
import { Bilingual } from '../../../contracts/vocabulary.ts';
import type { LexiconFiles, LocatedRule } from '../rulebook/load-rulebook.ts';
import { readYaml } from '../rulebook/read-yaml.ts';
import { type CheckProblem, error } from './check-problem.ts';

export const RETIRED_FILE = 'retired.yaml';

/** Ids of rules that are gone; findings of the past name them, so they are never used again. */
export const RetiredRules = z.strictObject({
  retired: z.array(
    z.strictObject({ id: z.string().min(1), version: z.int().min(1), on: CalendarDate, because: Bilingual }),
  ),
});

export interface Retired {
  readonly ids: ReadonlySet<string>;
  readonly problems: readonly CheckProblem[];
}

/** Reads retired.yaml; a folder without one has retired nothing. */
export function readRetired(files: LexiconFiles): Retired {
  const text = files.get(RETIRED_FILE);
  if (text === undefined) return { ids: new Set(), problems: [] };
  const read = readYaml(RETIRED_FILE, text, RetiredRules);
  if (!read.ok)
    return {
      ids: new Set(),
      problems: read.problems.map((found) => ({ ...found, level: 'error' as const })),
    };
  const problems: CheckProblem[] = [];
  const ids = new Set<string>();
  for (const [index, { id }] of read.value.retired.entries()) {
    if (ids.has(id))
      problems.push(
        error(
          RETIRED_FILE,
          read.lineOf(['retired', index]),
          'retired',
          `${id} 重复`,
          `${id} stands here twice`,
        ),
      );
    ids.add(id);
  }
  return { ids, problems };
}

/** No id is used again, and what a rule replaces is really gone. */
export function checkRetired(rules: readonly LocatedRule[], { ids, problems }: Retired): CheckProblem[] {
  const gone = new Set([
    ...ids,
    ...rules.filter(({ linked }) => linked.rule.status === 'retired').map(({ linked }) => linked.rule.id),
  ]);
  return [
    ...problems,
    ...rules.flatMap(({ linked: { rule, file }, lineOf }) => [
      ...(ids.has(rule.id)
        ? [
            error(
              file,
              lineOf(['id']),
              'retired',
              `${rule.id} 已停用（见 retired.yaml），编号不能再用；请换一个名字`,
              `${rule.id} was retired (retired.yaml) and its id is never used again; choose another name`,
            ),
          ]
        : []),
      ...(rule.replaces !== undefined && !gone.has(rule.replaces)
        ? [
            error(
              file,
              lineOf(['replaces']),
              'replaces',
              `replaces 指的 ${rule.replaces} 没有停用；请写进 retired.yaml`,
              `replaces names ${rule.replaces}, which is not retired; put it into retired.yaml`,
            ),
          ]
        : []),
    ]),
  ];
}

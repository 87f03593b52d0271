import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { LexiconFiles, LocatedRule } from '../rulebook/load-rulebook.ts';
import { readYaml } from '../rulebook/read-yaml.ts';
import { type CheckProblem, error, warning } from './check-problem.ts';
import { FALSE_ALARMS_FILE, FalseAlarms } from './false-alarms.ts';
import { isLocked, readLock } from './lock.ts';

/** "3 of 138 clean calls (2.2 %)", as a promotion quotes it. */
export function quoteRate({ flagged, of }: FalseAlarms['rules'][string]): { zh: string; en: string } {
  const share = of === 0 ? '' : ` (${((100 * flagged) / of).toFixed(1)} %)`;
  return {
    zh: `${of} 通无问题电话中误报 ${flagged} 通${share}`,
    en: `${flagged} of ${of} clean calls flagged${share}`,
  };
}

/** Compares the false alarms of today with the committed report, and quotes the number wherever a rule is promoted. */
export function checkFalseAlarms(
  files: LexiconFiles,
  rules: readonly LocatedRule[],
  now: FalseAlarms,
): CheckProblem[] {
  const text = files.get(FALSE_ALARMS_FILE);
  const read = text === undefined ? null : readYaml(FALSE_ALARMS_FILE, text, FalseAlarms);
  if (!read?.ok)
    return [
      error(
        FALSE_ALARMS_FILE,
        1,
        'false-alarms',
        '没有误报报告，或无法读取；请运行 callwarden rules lock',
        'there is no readable report of false alarms; run callwarden rules lock',
      ),
    ];
  const before = read.value;
  const risen = rules.filter(isLocked).flatMap(({ linked: { rule, file }, lineOf }) => {
    const today = now.rules[rule.id];
    const told = before.rules[rule.id]?.flagged ?? 0;
    if (!today || today.flagged <= told) return [];
    const rate = quoteRate(today);
    return [
      error(
        file,
        lineOf(['match']),
        'false-alarms',
        `误报增加：原来 ${told} 通，现在${rate.zh}；请收紧规则，确认无误后运行 callwarden rules lock`,
        `more false alarms: ${told} before, now ${rate.en}; narrow the rule, or accept it with callwarden rules lock`,
      ),
    ];
  });
  const isStale = canonicalJson(before) !== canonicalJson(now);
  return [
    ...risen,
    ...tellPromotions(files, rules, now),
    ...(isStale && risen.length === 0
      ? [
          warning(
            FALSE_ALARMS_FILE,
            1,
            'false-alarms-stale',
            '误报报告不是最新的；请运行 callwarden rules lock',
            'the report of false alarms is not up to date; run callwarden rules lock',
          ),
        ]
      : []),
  ];
}

/** Rules that became active since the lock was written. */
export function promotedRules(files: LexiconFiles, rules: readonly LocatedRule[]): readonly LocatedRule[] {
  const lock = readLock(files);
  if (lock === null || lock === 'broken') return [];
  return rules.filter(
    ({ linked: { rule } }) => rule.status === 'active' && lock.rules[rule.id]?.status === 'shadow',
  );
}

function tellPromotions(
  files: LexiconFiles,
  rules: readonly LocatedRule[],
  now: FalseAlarms,
): CheckProblem[] {
  return promotedRules(files, rules).flatMap(({ linked: { rule, file }, lineOf }) => {
    const rate = quoteRate(now.rules[rule.id] ?? { flagged: 0, of: 0 });
    return [
      warning(
        file,
        lineOf(['status']),
        'promoted',
        `由 shadow 升为 active：${rate.zh}`,
        `promoted from shadow to active: ${rate.en}`,
      ),
    ];
  });
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Rulebook } from '../../../services/analyzer/rulebook/rulebook.ts';
import { lexicon, ruleFile } from '../../fixtures/lexicon.ts';

const THREAT = 'zh/threat/visit';
const FREQUENCY = 'any/excessive-frequency/daily-talks';
export const RULES = { threat: THREAT, frequency: FREQUENCY } as const;

/** Words that the threat rule quotes. */
export const THREAT_WORDS = '到你单位去闹';
/** Effective contacts with one debtor that a day may hold. */
export const TALKS_A_DAY = 3;

/** A rulebook with one rule about words and one about how often, so that both text and order of calls show. */
export const SMALL_RULEBOOK: Readonly<Record<string, string>> = {
  [`rules/${THREAT}.yaml`]: ruleFile(
    THREAT,
    `
applies_to: { speaker: [collector] }
terms: { visit: { words: [${THREAT_WORDS}] } }
match: { any: [{ id: said, kind: term, of: visit }] }
`,
  ),
  [`rules/${FREQUENCY}.yaml`]: ruleFile(
    FREQUENCY,
    `
category: excessive_frequency
severity: serious
match: { any: [{ id: often, kind: call, test: contacts_above, parameter: daily_talks }] }
`,
  ),
  'parameters/CN.yaml': `jurisdiction: CN
note: { zh: 测试, en: test }
time_zone: Asia/Shanghai
parameters:
  daily_talks:
    - { kind: contacts, from: 2020-01-01, max: ${TALKS_A_DAY}, window: calendar_day, per: debtor, counts: effective, source: test }
`,
};

export function smallRulebook(): Rulebook {
  const { rulebook, problems } = lexicon(SMALL_RULEBOOK);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message.en).join('; '));
  return rulebook;
}

/** Writes rule files into a folder, as a process reads them. */
export async function shelve(folder: string, files: Readonly<Record<string, string>> = SMALL_RULEBOOK) {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

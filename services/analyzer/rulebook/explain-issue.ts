import type { z } from 'zod';
import type { Bilingual } from '../../../contracts/vocabulary.ts';

type Issue = z.core.$ZodIssue;

/** Says what is wrong with a field of a rule file, and the mend, in words for officers. */
export function explainIssue(issue: Issue, knownKeys: readonly string[]): Bilingual {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const keys = issue.keys.map((key) => `“${key}”`).join('、');
      const near = issue.keys.flatMap((key) => nearest(key, knownKeys) ?? []);
      return {
        zh: `不认识的字段 ${keys}${near.length > 0 ? `，是不是 ${near.join('、')}` : ''}；请改名或删掉`,
        en: `unknown field ${keys}${near.length > 0 ? `, did you mean ${near.join(', ')}` : ''}; rename it or take it out`,
      };
    }
    case 'invalid_type':
      return /received undefined/.test(issue.message)
        ? { zh: '缺少这一项，请补上', en: 'is missing, add it' }
        : { zh: `类型不对，应为 ${issue.expected}`, en: `must be ${issue.expected}` };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { zh: `只能是：${values}`, en: `must be one of: ${values}` };
    }
    case 'too_small':
      return {
        zh: `太少或太小，至少 ${issue.minimum}`,
        en: `too few or too small, at least ${issue.minimum}`,
      };
    case 'too_big':
      return {
        zh: `太多或太大，至多 ${issue.maximum}`,
        en: `too many or too large, at most ${issue.maximum}`,
      };
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      return options.length > 0
        ? { zh: `只能是：${options.join(', ')}`, en: `must be one of: ${options.join(', ')}` }
        : {
            zh: '写法不对，请对照现有规则',
            en: 'is not written in any of the ways allowed; compare another rule',
          };
    }
    default:
      return { zh: issue.message, en: issue.message };
  }
}

/** Every field name that a schema knows, however deep: for "did you mean". */
export function fieldNames(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(schema)) for (const item of schema) fieldNames(item, found);
  else if (typeof schema === 'object' && schema !== null) {
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && typeof value === 'object' && value !== null)
        for (const name of Object.keys(value)) found.add(name);
      fieldNames(value, found);
    }
  }
  return found;
}

function nearest(key: string, known: readonly string[]): string | null {
  const [best] = known
    .map((name) => ({ name, apart: distance(key, name) }))
    .filter(({ apart }) => apart <= 2)
    .sort((a, b) => a.apart - b.apart);
  return best?.name ?? null;
}

/** Letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (let other = 1; other <= b.length; other += 1) {
      const change = (row[other - 1] ?? 0) + (b[other - 1] === letter ? 0 : 1);
      next.push(Math.min(change, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

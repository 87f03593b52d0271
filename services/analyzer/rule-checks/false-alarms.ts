import { z } from 'zod';
import { Transcript } from '../../../contracts/transcript.ts';
import type { LexiconFiles } from '../rulebook/load-rulebook.ts';
import { type CheckProblem, error } from './check-problem.ts';
import { formatEntries } from './format-entries.ts';
import type { RuleBench } from './rule-bench.ts';

export const FALSE_ALARMS_FILE = 'false-alarms.json';

/** How often each rule speaks on calls that people found clean. */
export const FalseAlarms = z.strictObject({
  /** Clean calls of each corpus. */
  corpora: z.record(z.string(), z.int().nonnegative()),
  /** Rule id to the number of clean calls it flags, of those in its language. */
  rules: z.record(z.string(), z.strictObject({ flagged: z.int().nonnegative(), of: z.int().nonnegative() })),
});
export type FalseAlarms = z.infer<typeof FalseAlarms>;

export const formatFalseAlarms = (report: FalseAlarms): string => formatEntries(report);

const Labels = z.object({ expected: z.array(z.unknown()) });

interface CleanCalls {
  readonly calls: readonly { readonly corpus: string; readonly call: Transcript }[];
  readonly corpora: Readonly<Record<string, number>>;
  readonly problems: readonly CheckProblem[];
}

/** The calls without a label in corpora/*.jsonl. */
export function readCleanCalls(files: LexiconFiles): CleanCalls {
  const calls: { corpus: string; call: Transcript }[] = [];
  const corpora: Record<string, number> = {};
  const problems: CheckProblem[] = [];
  for (const [path, text] of files) {
    if (!path.startsWith('corpora/')) continue;
    const corpus = path.slice('corpora/'.length, -'.jsonl'.length);
    corpora[corpus] = 0;
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const read = readLabelled(line);
      if (read === null) {
        problems.push(
          error(
            path,
            index + 1,
            'corpus',
            '这一行不是带 expected 标注的通话',
            'this line is not a call with its expected labels',
          ),
        );
      } else if (read.isClean) {
        calls.push({ corpus, call: read.call });
        corpora[corpus] += 1;
      }
    }
  }
  return { calls, corpora, problems };
}

function readLabelled(line: string): { isClean: boolean; call: Transcript } | null {
  try {
    const raw: unknown = JSON.parse(line);
    const labels = Labels.safeParse(raw);
    const call = Transcript.safeParse(raw);
    return labels.success && call.success
      ? { isClean: labels.data.expected.length === 0, call: call.data }
      : null;
  } catch {
    return null;
  }
}

/** Runs every rule over the clean calls. What a rule can't decide is no alarm. */
export function measureFalseAlarms(
  ruleIds: readonly string[],
  bench: RuleBench,
  { calls, corpora }: CleanCalls,
): FalseAlarms {
  const flagged = new Map<string, number>();
  const spoken = new Map<string, number>();
  for (const { call } of calls) {
    const language = call.language.slice(0, 2);
    spoken.set(language, (spoken.get(language) ?? 0) + 1);
    const found = bench.all(call).filter(({ outcome }) => outcome !== 'undecidable');
    for (const id of new Set(found.map(({ ruleId }) => ruleId))) flagged.set(id, (flagged.get(id) ?? 0) + 1);
  }
  const of = (id: string) => {
    const [language = ''] = id.split('/');
    return language === 'any' ? calls.length : (spoken.get(language) ?? 0);
  };
  return {
    corpora,
    rules: Object.fromEntries(
      [...ruleIds].sort().map((id) => [id, { flagged: flagged.get(id) ?? 0, of: of(id) }]),
    ),
  };
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Rulebook } from '../../analyzer/rulebook/rulebook.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

/** The text of a lexicon file. */
const LexiconText = z.strictObject({ file: z.string(), text: z.string() });

/** A rule as it was in force: its text and those it draws on, by the hash of their text. */
const ArchivedRule = z.strictObject({
  ruleId: z.string(),
  version: z.int(),
  logicHash: z.string(),
  texts: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
});

export interface RuleInForce {
  readonly ruleId: string;
  readonly version: number;
  readonly logicHash: string;
}

export interface RuleText {
  readonly file: string;
  readonly text: string;
}

export interface RuleArchive {
  /** Keeps the texts of every rule of a rulebook that are not kept yet; returns how many rules were new. */
  keep(rulebook: Rulebook, folder: string): Promise<number>;
  /** The rule's own text first, then term lists and guards; null for a rule that was never kept. */
  textsOf(rule: RuleInForce): Promise<readonly RuleText[] | null>;
}

/** Rule texts outlive the rulebook: kept in the record store under version and logic hash at every start. */
export function createRuleArchive(store: DocumentStore): RuleArchive {
  const rules = createKeptDocuments(store, 'rule-in-force', ArchivedRule);
  const texts = createKeptDocuments(store, 'lexicon-text', LexiconText);

  async function keepText(file: string, text: string): Promise<{ file: string; sha256: string }> {
    const sha256 = createHash('sha256').update(`${file}\n${text}`).digest('hex');
    await texts.create(sha256, { file, text });
    return { file, sha256 };
  }

  return {
    async keep(rulebook, folder) {
      const kept = new Set((await rules.list()).map(({ id }) => id));
      const read = new Map<string, { file: string; sha256: string }>();
      let fresh = 0;
      for (const { rule, file, logicHash, drawsOn } of rulebook.rules) {
        const inForce = { ruleId: rule.id, version: rule.version, logicHash };
        if (kept.has(idOf(inForce))) continue;
        const found: { file: string; sha256: string }[] = [];
        for (const path of [file, ...drawsOn.flatMap((id) => [`terms/${id}.yaml`, `guards/${id}.yaml`])]) {
          const known = read.get(path) ?? (await keptFile(folder, path, keepText));
          if (known === null) continue;
          read.set(path, known);
          found.push(known);
        }
        if (await rules.create(idOf(inForce), { ...inForce, texts: found })) fresh += 1;
      }
      return fresh;
    },
    async textsOf(rule) {
      const archived = await rules.get(idOf(rule));
      if (archived === null) return null;
      const kept = await Promise.all(archived.body.texts.map(({ sha256 }) => texts.get(sha256)));
      return kept.flatMap((one) => (one === null ? [] : [one.body]));
    },
  };
}

const idOf = ({ ruleId, version, logicHash }: RuleInForce) => `${ruleId}@${version}@${logicHash}`;

/** A drawn-on id is a term list or a guard: the file that is not there is the other one. */
async function keptFile(
  folder: string,
  path: string,
  keep: (file: string, text: string) => Promise<{ file: string; sha256: string }>,
): Promise<{ file: string; sha256: string } | null> {
  const text = await readFile(join(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : keep(path, text);
}

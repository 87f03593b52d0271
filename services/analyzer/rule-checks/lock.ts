import { z } from 'zod';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { Guard, RuleStatus, TermList } from '../../../contracts/rule.ts';
import type { LexiconFiles, LocatedRule } from '../rulebook/load-rulebook.ts';
import { readYaml } from '../rulebook/read-yaml.ts';
import { formatEntries } from './format-entries.ts';

export const LOCK_FILE = 'lock.json';

/** What was released: a rule's version with the hash of its resolved logic, and a hash of every shared list and guard. */
export const Lock = z.strictObject({
  rules: z.record(
    z.string(),
    z.strictObject({ version: z.int().min(1), status: RuleStatus, logicHash: z.string() }),
  ),
  /** Path below lexicons/ to hash. */
  lists: z.record(z.string(), z.string()),
});
export type Lock = z.infer<typeof Lock>;

/** Rules that run are locked; drafts and retired ones are not. */
export const isLocked = ({ linked }: LocatedRule): boolean =>
  linked.rule.status === 'active' || linked.rule.status === 'shadow';

/** The lock of the lexicons as they stand. */
export function makeLock(files: LexiconFiles, rules: readonly LocatedRule[]): Lock {
  return {
    rules: Object.fromEntries(
      rules
        .filter(isLocked)
        .map(({ linked: { rule, logicHash } }) => [
          rule.id,
          { version: rule.version, status: rule.status, logicHash },
        ]),
    ),
    lists: hashLists(files),
  };
}

export const formatLock = (lock: Lock): string => formatEntries(lock);

/** The committed lock; null where there is none, 'broken' where it can't be read. */
export function readLock(files: LexiconFiles): Lock | null | 'broken' {
  const text = files.get(LOCK_FILE);
  if (text === undefined) return null;
  const read = readYaml(LOCK_FILE, text, Lock);
  return read.ok ? read.value : 'broken';
}

function hashLists(files: LexiconFiles): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const [path, text] of files) {
    if (path.startsWith('terms/')) {
      const read = readYaml(path, text, TermList);
      if (!read.ok) continue;
      const { entries, allow, phrases } = read.value;
      hashes[path] = contentHash({ entries, allow, phrases });
    } else if (path.startsWith('guards/')) {
      const read = readYaml(path, text, Guard);
      if (!read.ok) continue;
      const { note: _note, version: _version, ...logic } = read.value;
      hashes[path] = contentHash(logic);
    }
  }
  return hashes;
}

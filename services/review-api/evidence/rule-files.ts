import type { StoredCall } from '../../../contracts/call-record.ts';
import type { EvidenceRule } from '../../../contracts/evidence.ts';
import type { RuleArchive } from './rule-archive.ts';
import type { ArchiveFile } from './zip-archive.ts';

const safe = (name: string) => name.replace(/[^a-zA-Z0-9._/-]/g, '_').replace(/\.\.+/g, '_');

/**
 * The texts of all rules that the findings of some calls rest on, each once. Term lists and guards stand beside their rule, since
 * two rules may draw on different versions of one list.
 */
export async function ruleFiles(
  archive: Pick<RuleArchive, 'textsOf'>,
  calls: readonly StoredCall[],
): Promise<{ texts: ArchiveFile[]; rules: EvidenceRule[] }> {
  const inForce = new Map(
    calls.flatMap(({ findings }) =>
      findings.map(({ finding: { ruleId, ruleVersion, logicHash } }) => [
        `${ruleId}@${ruleVersion}@${logicHash}`,
        { ruleId, version: ruleVersion, logicHash },
      ]),
    ),
  );
  const files: ArchiveFile[] = [];
  const rules: EvidenceRule[] = [];
  for (const rule of inForce.values()) {
    const texts = (await archive.textsOf(rule)) ?? [];
    const folder = `rules/${String(rules.length + 1).padStart(4, '0')}-v${rule.version}`;
    const paths = texts.map(({ file, text }) => {
      const path = `${folder}/${safe(file)}`;
      files.push({ path, data: Buffer.from(text) });
      return path;
    });
    rules.push({ ...rule, path: paths[0] ?? null, drawsOn: paths.slice(1) });
  }
  return { texts: files, rules };
}

import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { EvidenceKeyList, EvidenceRequest } from '../../contracts/evidence.ts';
import { explainFinding } from '../../services/analyzer/explain-finding.ts';
import { createEvidence } from '../../services/review-api/evidence/create-evidence.ts';
import { evidenceKeySource } from '../../services/review-api/evidence/evidence-key-source.ts';
import { createEvidenceKeys } from '../../services/review-api/evidence/evidence-keys.ts';
import { createRuleArchive } from '../../services/review-api/evidence/rule-archive.ts';
import { verifyBundle } from '../../services/review-api/evidence/verify-bundle.ts';
import { loadAnalysis } from '../load-analysis.ts';
import { machineUser, openLedger } from '../open-ledger.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden evidence export zh-dev-002 --reason "court order 12" --out evidence.zip
  $ callwarden evidence verify evidence.zip --trust keys.json      needs no installation and no network
  $ callwarden evidence keys list
  $ callwarden evidence keys rotate

Exit codes: 0 done and sound, 1 not found or the store failed, 2 wrong usage, 3 the bundle was changed (each change is named).`;

interface ExportOptions extends ConfigOptions {
  readonly reason: string;
  readonly out: string;
  readonly matter?: string;
  readonly unmasked?: boolean;
}

/** callwarden evidence: export, verify, keys. */
export function registerEvidence(program: Command, terminal: Terminal): void {
  const evidence = program
    .command('evidence')
    .description('signed bundles of calls')
    .addHelpText('after', EXAMPLES);

  withConfigOptions(evidence.command('export'))
    .description('put calls into a signed bundle')
    .argument('<calls...>', 'call ids')
    .requiredOption('--reason <text>', 'why; it stands in the ledger and in the bundle')
    .requiredOption('--out <file>', 'file to write')
    .option('--matter <id>', 'the matter it is for')
    .option('--unmasked', 'with personal data in clear')
    .action((callIds: string[], options: ExportOptions) => exportBundle(callIds, options, terminal));

  evidence
    .command('verify')
    .description('check a bundle, offline')
    .argument('<file>')
    .option('--trust <file>', 'public keys that are trusted (callwarden evidence keys export)')
    .option('--json', 'for programs')
    .action((file: string, options: { trust?: string; json?: boolean }) => verify(file, options, terminal));

  const keys = evidence.command('keys').description('the keys that bundles are signed with');
  withConfigOptions(keys.command('list'))
    .description('public keys, the newest first')
    .option('--json', 'as a list for verify --trust')
    .action((options: ConfigOptions & { json?: boolean }) =>
      withRuntime(options, async ({ store }, { config }) => {
        const all = createEvidenceKeys({ store, source: evidenceKeySource(config), now: () => new Date() });
        await all.signing();
        const list = await all.list();
        if (options.json) terminal.out(JSON.stringify({ keys: list }, null, 2));
        else
          for (const { keyId, fingerprint, createdAt, retiredAt } of list)
            terminal.out(
              `${keyId}  ${createdAt}  ${retiredAt === null ? 'in use' : `retired ${retiredAt}`}  ${fingerprint}`,
            );
      }),
    );
  withConfigOptions(keys.command('export'))
    .description('write the public keys, for whoever verifies')
    .argument('<file>')
    .action((file: string, options: ConfigOptions) =>
      withRuntime(options, async ({ store }, { config }) => {
        const all = createEvidenceKeys({ store, source: evidenceKeySource(config), now: () => new Date() });
        await all.signing();
        await writeFile(file, `${JSON.stringify({ keys: await all.list() }, null, 2)}\n`);
      }),
    );
  withConfigOptions(keys.command('rotate'))
    .description('sign with a new key from now on; the old private key is gone, its public key stays listed')
    .action((options: ConfigOptions) =>
      withRuntime(options, async (runtime, loaded) => {
        const all = createEvidenceKeys({
          ...runtime,
          source: evidenceKeySource(loaded.config),
          now: () => new Date(),
        });
        await all.signing();
        const key = await all.rotate();
        if (key === null)
          throw new CommandError('the configuration gives the key; change it there', EXIT_CODES.usage);
        const ledger = openLedger(runtime, loaded);
        await ledger.append({
          actor: machineUser(),
          action: 'settings_change',
          object: { kind: 'evidence_key', id: key.keyId },
        });
        await ledger.settle();
        terminal.out(`${key.keyId}  ${key.fingerprint}`);
      }),
    );
}

async function exportBundle(callIds: string[], options: ExportOptions, terminal: Terminal): Promise<void> {
  const { reason, matter, unmasked, out } = options;
  const asked = EvidenceRequest.safeParse({
    callIds,
    reason,
    masked: unmasked !== true,
    ...(matter === undefined ? {} : { matterId: matter }),
  });
  if (!asked.success) throw new CommandError(asked.error.issues[0]?.message ?? '', EXIT_CODES.usage);
  await withRuntime(options, async (runtime, loaded) => {
    const { store } = runtime;
    const { config } = loaded;
    const calls = [];
    for (const callId of callIds) {
      const call = await store.getCall(callId);
      if (call === null) throw new CommandError(`there is no call ${callId}`);
      calls.push(call);
    }
    const { analyse, rulebook } = await loadAnalysis(config.analyzer.rulebookDir);
    const rules = createRuleArchive(store);
    await rules.keep(rulebook, config.analyzer.rulebookDir);
    const ledger = openLedger(runtime, loaded);
    const now = () => new Date();
    const evidence = createEvidence({
      store,
      ledger,
      rules,
      keys: createEvidenceKeys({ store, source: evidenceKeySource(config), now }),
      explain: (call, finding) => explainFinding({ call, finding, analyse, rulebook, store }),
      rulebookHash: rulebook.hash,
      version: '0.1.0',
      now,
    });
    const { bytes } = await evidence.export({ request: asked.data, actor: machineUser(), calls });
    await pipeline(Readable.from(bytes), createWriteStream(out, { mode: 0o600 }));
    await ledger.settle();
    terminal.err(`${calls.length} calls written to ${out}`);
  });
}

async function verify(
  file: string,
  options: { trust?: string; json?: boolean },
  terminal: Terminal,
): Promise<void> {
  const trusted =
    options.trust === undefined
      ? null
      : EvidenceKeyList.parse(JSON.parse(await readFile(options.trust, 'utf8'))).keys;
  const { problems, manifest, key } = verifyBundle(await readFile(file), trusted);
  if (options.json)
    terminal.out(JSON.stringify({ sound: problems.length === 0, problems, key, manifest }, null, 2));
  else {
    for (const { file: name, detail } of problems) terminal.out(`${name ?? 'the container'}: ${detail}`);
    if (problems.length === 0 && manifest !== null && key !== null) {
      terminal.out(
        `sound: ${manifest.files.length} files, ${manifest.calls.length} calls, made ${manifest.createdAt} by ${manifest.exportedBy.id}`,
      );
      terminal.out(`signed with key ${key.keyId}, fingerprint ${key.fingerprint}`);
      if (key.trusted === null)
        terminal.out('whose key it is was not checked: compare the fingerprint, or give --trust');
    }
  }
  if (problems.length > 0) process.exitCode = EXIT_CODES.findings;
}

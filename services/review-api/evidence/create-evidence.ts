import { createHash, randomUUID } from 'node:crypto';
import { type CallRecord, StoredCall } from '../../../contracts/call-record.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import {
  EVIDENCE_FORMAT,
  type EvidenceCall,
  type EvidenceFile,
  type EvidenceManifest,
  type EvidenceRequest,
} from '../../../contracts/evidence.ts';
import type { Finding } from '../../../contracts/finding.ts';
import type { LedgerActor, LedgerEntry } from '../../../contracts/ledger.ts';
import type { FindingReplay } from '../../../contracts/review-replay.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Ledger } from '../ledger/create-ledger.ts';
import { NOTHING_REVEALED } from '../personal-data/call-mask.ts';
import { maskAnswer } from '../personal-data/mask-answer.ts';
import { callFiles, describeCall, folderOf, jsonFile, withoutTellingHashes } from './call-files.ts';
import type { EvidenceKeys } from './evidence-keys.ts';
import { ledgerExcerpt, withheldIfChanged } from './ledger-excerpt.ts';
import { noticesFor, READ_ME } from './notices.ts';
import { createReport } from './report/create-report.ts';
import type { RuleArchive } from './rule-archive.ts';
import { ruleFiles } from './rule-files.ts';
import { signManifest } from './signature.ts';
import { MANIFEST, SIGNATURE } from './verify-bundle.ts';
import { type ArchiveFile, createArchiveWriter } from './zip-archive.ts';

export interface EvidenceOptions {
  readonly store: Pick<RecordStore, 'getCall'>;
  readonly ledger: Pick<Ledger, 'append' | 'read'>;
  readonly keys: EvidenceKeys;
  readonly rules: Pick<RuleArchive, 'textsOf'>;
  /** Runs the analyzer again; null: replays are left out. */
  readonly explain: ((call: StoredCall, finding: Finding) => Promise<FindingReplay>) | null;
  /** Of the rulebook at hand, with which findings are made again; null without one. */
  readonly rulebookHash: string | null;
  readonly version: string;
  readonly now: () => Date;
}

/** A bundle under way: nothing of it exists but as it is read. */
export interface EvidenceBundle {
  readonly bundleId: string;
  readonly filename: string;
  readonly bytes: AsyncIterable<Buffer>;
}

export interface ExportWork {
  readonly request: EvidenceRequest;
  readonly actor: LedgerActor;
  /** The calls as the actor may see them, in the order of the request. */
  readonly calls: readonly StoredCall[];
}

export interface Evidence {
  readonly keys: EvidenceKeys;
  /** Notes the export in the ledger, then gives the bundle. Throws ArchiveTooLargeError while it is read. */
  export(work: ExportWork): Promise<EvidenceBundle>;
}

/** Signed bundles of calls with all that proves what was said, found and decided. One call is in memory at a time. */
export function createEvidence(options: EvidenceOptions): Evidence {
  const { store, ledger, keys, now } = options;

  async function mask<T>(value: T): Promise<unknown> {
    return maskAnswer(value, {
      callId: null,
      loadCalls: async (callIds) => {
        const calls = await Promise.all(callIds.map((callId) => store.getCall(callId)));
        return new Map(callIds.map((callId, index) => [callId, calls[index]?.transcript ?? null]));
      },
      revealedOf: () => NOTHING_REVEALED,
      hidesTellingHits: false,
    });
  }

  async function shown(call: StoredCall, masked: boolean): Promise<StoredCall> {
    return masked ? withoutTellingHashes(StoredCall.parse(await mask(call)), call) : call;
  }

  async function replaysOf(call: StoredCall, masked: boolean) {
    const replays = new Map<string, FindingReplay | null>();
    for (const { finding } of call.findings) {
      const replay = options.explain && call.transcript ? await options.explain(call, finding) : null;
      // Differences quote the call.
      replays.set(finding.id, replay && masked ? { same: replay.same, differences: [] } : replay);
    }
    return replays;
  }

  async function* files({ request, actor, calls }: ExportWork, bundleId: string) {
    const { masked } = request;
    const signing = await keys.signing();
    const listed: EvidenceFile[] = [];
    const described: EvidenceCall[] = [];
    const list = (file: ArchiveFile): ArchiveFile => {
      const sha256 = createHash('sha256').update(file.data).digest('hex');
      listed.push({ path: file.path, bytes: file.data.length, sha256 });
      return file;
    };
    yield list({ path: 'README.txt', data: Buffer.from(READ_ME) });
    yield list(jsonFile('keys.json', { keys: await keys.list() }));
    const report = createReport();
    const { texts, rules } = await ruleFiles(options.rules, calls);
    for (const file of texts) yield list(file);
    const entries = await ledgerExcerpt(ledger, calls, bundleId);
    const lines = await Promise.all(
      entries.map(async (entry) =>
        JSON.stringify(masked ? withheldIfChanged(entry, await mask(entry)) : entry),
      ),
    );
    yield list({ path: 'ledger.jsonl', data: Buffer.from(lines.map((line) => `${line}\n`).join('')) });

    const notices = noticesFor(
      calls.map(({ record }) => record.jurisdiction),
      masked,
    );
    const about = { bundleId, createdAt: now().toISOString(), exportedBy: actor, reason: request.reason };
    const head = { ...about, matterId: request.matterId ?? null, masked, notices };
    report.cover({ ...head, key: signing.key, calls: calls.map(({ record }) => record) });
    for (const [index, original] of calls.entries()) {
      const folder = folderOf(index);
      const call = await shown(original, masked);
      const replays = await replaysOf(original, masked);
      described.push(describeCall(call, folder, masked));
      for (const file of callFiles({ call, replays }, folder)) yield list(file);
      report.call({ call, replays, entries: entriesAbout(entries, original.record, original) });
    }
    yield list({ path: 'report.pdf', data: await report.end() });
    const manifest: EvidenceManifest = {
      format: EVIDENCE_FORMAT,
      ...head,
      tool: { name: 'callwarden', version: options.version, rulebookHash: options.rulebookHash },
      calls: described,
      rules,
      ledger: { entries: entries.length, head: await endOf(ledger) },
      keyId: signing.key.keyId,
      files: listed,
    };
    const bytes = Buffer.from(canonicalJson(manifest));
    yield { path: MANIFEST, data: bytes };
    yield { path: SIGNATURE, data: Buffer.from(canonicalJson(signManifest(bytes, signing))) };
  }

  async function* archive(work: ExportWork, bundleId: string): AsyncGenerator<Buffer> {
    const writer = createArchiveWriter();
    for await (const file of files(work, bundleId)) yield* writer.add(file);
    yield writer.end();
  }

  return {
    keys,
    async export(work) {
      const bundleId = randomUUID();
      const { request, actor, calls } = work;
      const { reason, matterId = null, masked } = request;
      await ledger.append({
        actor,
        action: 'export',
        object: { kind: 'evidence_bundle', id: bundleId },
        reason,
        after: { callIds: calls.map(({ record }) => record.callId), matterId, masked },
      });
      const day = now().toISOString().slice(0, 10);
      return {
        bundleId,
        filename: `evidence-${day}-${bundleId.slice(0, 8)}.zip`,
        bytes: archive(work, bundleId),
      };
    },
  };
}

async function endOf(ledger: Pick<Ledger, 'read'>): Promise<EvidenceManifest['ledger']['head']> {
  const [last] = await ledger.read({ order: 'newest', limit: 1 });
  return last === undefined ? null : { seq: last.seq, hash: last.hash };
}

function entriesAbout(
  entries: readonly LedgerEntry[],
  { callId }: CallRecord,
  { findings }: StoredCall,
): LedgerEntry[] {
  const ids = new Set([callId, ...findings.map(({ finding }) => finding.id)]);
  return entries.filter(({ object }) => ids.has(object.id));
}

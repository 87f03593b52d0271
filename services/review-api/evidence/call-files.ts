import type { StoredCall } from '../../../contracts/call-record.ts';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import type { EvidenceCall } from '../../../contracts/evidence.ts';
import type { FindingReplay } from '../../../contracts/review-replay.ts';
import type { ArchiveFile } from './zip-archive.ts';

/** A call as a bundle has it: masked or not, with what running the analyzer again over it gave. */
export interface CallEvidence {
  readonly call: StoredCall;
  /** By finding id; null: the analyzer is not at hand. */
  readonly replays: ReadonlyMap<string, FindingReplay | null>;
}

const WITHHELD = 'withheld: personal data is masked';

/** JSON for people and machines: two spaces, sorted keys. */
export const jsonFile = (path: string, value: unknown): ArchiveFile => ({
  path,
  data: Buffer.from(`${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`),
});

export const folderOf = (index: number) => `calls/${String(index + 1).padStart(4, '0')}`;

/** The files of one call. */
export function callFiles({ call, replays }: CallEvidence, folder: string): ArchiveFile[] {
  const { record, transcript, facts, findings } = call;
  return [
    jsonFile(`${folder}/record.json`, record),
    jsonFile(`${folder}/transcript.json`, transcript),
    jsonFile(`${folder}/dialogue-facts.json`, facts),
    jsonFile(
      `${folder}/findings.json`,
      findings.map(({ finding, superseded }) => ({ ...finding, superseded })),
    ),
    jsonFile(
      `${folder}/reviews.json`,
      findings.map(({ finding, review }) => ({ findingId: finding.id, ...review })),
    ),
    jsonFile(
      `${folder}/replays.json`,
      findings.map(({ finding }) => ({ findingId: finding.id, replay: replays.get(finding.id) ?? null })),
    ),
  ];
}

/** What the manifest says of a call. */
export function describeCall(
  { record, transcript, findings }: StoredCall,
  folder: string,
  masked: boolean,
): EvidenceCall {
  const { recording } = transcript ?? {};
  return {
    callId: record.callId,
    revision: record.revision,
    folder,
    startedAt: record.startedAt,
    durationMs: record.durationMs,
    timeZone: record.timeZone,
    jurisdiction: record.jurisdiction,
    language: record.language,
    collectorId: record.collectorId,
    agency: record.agency,
    debtorId: record.debtorId,
    caseId: record.caseId,
    numberHash: record.numberHash,
    transcriptHash: masked ? null : record.transcriptHash,
    rulebookHash: record.rulebookHash,
    engineVersion: record.engineVersion,
    recording: recording === undefined ? null : { id: recording.id, sha256: recording.sha256 ?? null },
    findings: findings.length,
  };
}

/** A masked call without the hashes by which guesses of what is masked could be checked. */
export function withoutTellingHashes(masked: StoredCall, original: StoredCall): StoredCall {
  return {
    ...masked,
    record: { ...masked.record, transcriptHash: WITHHELD },
    findings: masked.findings.map((stored, index) => {
      const before = original.findings[index]?.finding;
      const isSame = canonicalJson(stored.finding.spans) === canonicalJson(before?.spans);
      if (isSame) return stored;
      const history = stored.review.history.map((event) => ({ ...event, evidenceHash: WITHHELD }));
      return {
        ...stored,
        finding: { ...stored.finding, evidenceHash: WITHHELD },
        review: { ...stored.review, history },
      };
    }),
  };
}

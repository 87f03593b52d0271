import { z } from 'zod';
import { LedgerActor } from './ledger.ts';
import { ExternalId, OffsetDateTime, PlainText } from './text.ts';
import { Bilingual } from './vocabulary.ts';

/** Name of the format of a bundle; what is signed starts with it. */
export const EVIDENCE_FORMAT = 'callwarden-evidence/1';
export const MOST_CALLS_IN_BUNDLE = 200;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Asks for a bundle; the ledger and the bundle itself keep who, when and why. */
export const EvidenceRequest = z.strictObject({
  callIds: z
    .array(ExternalId)
    .min(1)
    .max(MOST_CALLS_IN_BUNDLE)
    .refine((ids) => new Set(ids).size === ids.length, 'names a call twice; name each once'),
  reason: PlainText.pipe(z.string().trim().min(1).max(1_000)),
  matterId: ExternalId.optional(),
  /** False puts personal data in as it was said; this needs the permission personal_data:reveal. */
  masked: z.boolean().default(true),
});
export type EvidenceRequest = z.infer<typeof EvidenceRequest>;

export const EvidenceFile = z.strictObject({
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: Sha256,
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

/** A call in a bundle. Hashes of what is masked are left out: guesses could be checked against them. */
export const EvidenceCall = z.strictObject({
  callId: z.string(),
  revision: z.int().min(1),
  folder: z.string(),
  startedAt: OffsetDateTime,
  durationMs: z.number(),
  timeZone: z.string().nullable(),
  jurisdiction: z.string().nullable(),
  language: z.string(),
  collectorId: z.string(),
  agency: z.string().nullable(),
  debtorId: z.string().nullable(),
  caseId: z.string().nullable(),
  numberHash: z.string().nullable(),
  /** Of the canonical transcript as it came in; null in a masked bundle. */
  transcriptHash: z.string().nullable(),
  rulebookHash: z.string(),
  engineVersion: z.string(),
  /** The recording in the sending system; it is not in the bundle. */
  recording: z.strictObject({ id: z.string(), sha256: z.string().nullable() }).nullable(),
  findings: z.int().nonnegative(),
});
export type EvidenceCall = z.infer<typeof EvidenceCall>;

/** The text of a rule as it was in force; path is null when this installation no longer has it. */
export const EvidenceRule = z.strictObject({
  ruleId: z.string(),
  version: z.int(),
  logicHash: z.string(),
  path: z.string().nullable(),
  /** Term lists and guards that the rule draws on. */
  drawsOn: z.array(z.string()),
});
export type EvidenceRule = z.infer<typeof EvidenceRule>;

/** What is in a bundle, and how it came about. Its canonical JSON is what is signed. */
export const EvidenceManifest = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  bundleId: z.string(),
  createdAt: OffsetDateTime,
  exportedBy: LedgerActor,
  reason: z.string(),
  matterId: z.string().nullable(),
  masked: z.boolean(),
  tool: z.strictObject({
    name: z.literal('callwarden'),
    version: z.string(),
    rulebookHash: z.string().nullable(),
  }),
  calls: z.array(EvidenceCall),
  rules: z.array(EvidenceRule),
  ledger: z.strictObject({
    entries: z.int().nonnegative(),
    /** The end of the ledger when the bundle was made: `callwarden audit verify --head SEQ:HASH`. */
    head: z.strictObject({ seq: z.int(), hash: z.string() }).nullable(),
  }),
  notices: z.array(Bilingual),
  keyId: z.string(),
  /** Every file but manifest.json and signature.json, in the order of the archive. */
  files: z.array(EvidenceFile),
});
export type EvidenceManifest = z.infer<typeof EvidenceManifest>;

/** Ed25519 over EVIDENCE_FORMAT, a line end and the bytes of manifest.json. */
export const EvidenceSignature = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  algorithm: z.literal('Ed25519'),
  keyId: z.string(),
  /** SPKI (RFC 8410), DER, base64url. */
  publicKey: z.base64url(),
  signature: z.base64url(),
});
export type EvidenceSignature = z.infer<typeof EvidenceSignature>;

/** A public key of an installation. retiredAt: what was signed before stays valid, later signatures do not. */
export const EvidenceKey = z.strictObject({
  keyId: z.string(),
  algorithm: z.literal('Ed25519'),
  publicKey: z.base64url(),
  /** SHA-256 of the key in DER, hex: to be compared by another way, for example by telephone. */
  fingerprint: Sha256,
  createdAt: OffsetDateTime,
  retiredAt: OffsetDateTime.nullable(),
});
export type EvidenceKey = z.infer<typeof EvidenceKey>;

export const EvidenceKeyList = z.strictObject({ keys: z.array(EvidenceKey) });
export type EvidenceKeyList = z.infer<typeof EvidenceKeyList>;

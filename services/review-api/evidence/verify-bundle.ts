import { createHash, createPublicKey } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import { type EvidenceKey, EvidenceManifest, EvidenceSignature } from '../../../contracts/evidence.ts';
import { describeKey } from './evidence-keys.ts';
import { readArchive } from './read-archive.ts';
import { isSignedBy } from './signature.ts';

export interface BundleProblem {
  /** The file that was changed, added or taken away; null: the container as a whole. */
  readonly file: string | null;
  readonly detail: string;
}

export interface BundleVerdict {
  readonly problems: readonly BundleProblem[];
  /** Null when it can't be read. */
  readonly manifest: EvidenceManifest | null;
  /** The key that signed; trusted: it is in the list that was given; null: no list was given. */
  readonly key: {
    readonly keyId: string;
    readonly fingerprint: string;
    readonly trusted: boolean | null;
  } | null;
}

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'signature.json';

/**
 * Checks a bundle with nothing but its bytes and, if given, the keys that are trusted: every byte of the container, every file
 * against the manifest, the manifest against the signature, the key against the list. Sound when there are no problems.
 */
export function verifyBundle(bytes: Buffer, trusted: readonly EvidenceKey[] | null): BundleVerdict {
  const { files, damage } = readArchive(bytes);
  const problems: BundleProblem[] = damage.map(({ file, detail, offset }) => ({
    file,
    detail: `${detail} (at byte ${offset})`,
  }));
  const contents = new Map(files.map(({ path, data }) => [path, data]));
  if (contents.size < files.length)
    problems.push({ file: null, detail: 'the archive holds a file of the same name twice' });
  const manifest = readJson(contents, MANIFEST, EvidenceManifest, problems);
  const signature = readJson(contents, SIGNATURE, EvidenceSignature, problems);
  if (manifest !== null)
    problems.push(
      ...filesAgainst(
        manifest,
        files.map(({ path }) => path),
        contents,
      ),
    );
  const key = signature && keyOf(signature);
  if (signature !== null && (key === null || key.keyId !== signature.keyId))
    problems.push({
      file: SIGNATURE,
      detail: 'the public key in it can not be read or is not the one it names',
    });
  if (manifest !== null && signature !== null) {
    if (!isSignedBy(contents.get(MANIFEST) ?? Buffer.alloc(0), signature))
      problems.push({
        file: MANIFEST,
        detail: 'the signature is not one over this manifest: one of both was changed or swapped',
      });
    if (manifest.keyId !== signature.keyId)
      problems.push({
        file: SIGNATURE,
        detail: `signed with key ${signature.keyId}, the manifest names ${manifest.keyId}`,
      });
  }
  const trust = key === null ? null : trustIn(key, manifest, trusted);
  if (trust !== null && trust.problem !== null) problems.push({ file: SIGNATURE, detail: trust.problem });
  return {
    problems,
    manifest,
    key: key && { keyId: key.keyId, fingerprint: key.fingerprint, trusted: trust?.trusted ?? null },
  };
}

/** Reads one of the two files about the others; they have one form only, so that nothing in them can be changed unseen. */
function readJson<S extends z.ZodType>(
  contents: ReadonlyMap<string, Uint8Array>,
  file: string,
  schema: S,
  problems: BundleProblem[],
): z.output<S> | null {
  const data = contents.get(file);
  if (data === undefined) {
    problems.push({ file, detail: 'is missing' });
    return null;
  }
  const text = Buffer.from(data).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    const parsed = schema.parse(value);
    if (canonicalJson(value) === text) return parsed;
    problems.push({ file, detail: 'is not in the canonical form: it was changed' });
  } catch {
    problems.push({ file, detail: 'can not be read any more: it was changed' });
  }
  return null;
}

function filesAgainst(
  manifest: EvidenceManifest,
  order: readonly string[],
  contents: ReadonlyMap<string, Uint8Array>,
): BundleProblem[] {
  const listed = new Set([...manifest.files.map(({ path }) => path), MANIFEST, SIGNATURE]);
  const problems: BundleProblem[] = manifest.files.flatMap(({ path, bytes, sha256 }) => {
    const data = contents.get(path);
    if (data === undefined) return [{ file: path, detail: 'is missing: the manifest lists it' }];
    const now = createHash('sha256').update(data).digest('hex');
    if (now === sha256 && data.length === bytes) return [];
    return [{ file: path, detail: `was changed: its SHA-256 is ${now}, the manifest says ${sha256}` }];
  });
  for (const path of contents.keys())
    if (!listed.has(path)) problems.push({ file: path, detail: 'was added: the manifest does not list it' });
  const expected = [...manifest.files.map(({ path }) => path), MANIFEST, SIGNATURE];
  if (problems.length === 0 && order.join('\n') !== expected.join('\n'))
    problems.push({ file: null, detail: 'the files stand in another order than the manifest says' });
  return problems;
}

function keyOf({ publicKey }: EvidenceSignature): EvidenceKey | null {
  try {
    const der = Buffer.from(publicKey, 'base64url');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const described = describeKey(key, '');
    return described.publicKey === publicKey ? described : null;
  } catch {
    return null;
  }
}

function trustIn(
  key: EvidenceKey,
  manifest: EvidenceManifest | null,
  trusted: readonly EvidenceKey[] | null,
): { trusted: boolean | null; problem: string | null } {
  if (trusted === null) return { trusted: null, problem: null };
  const known = trusted.find(({ publicKey }) => publicKey === key.publicKey);
  if (known === undefined)
    return { trusted: false, problem: `signed with key ${key.keyId}, which is none of the trusted keys` };
  const isLate =
    known.retiredAt !== null &&
    manifest !== null &&
    Date.parse(manifest.createdAt) > Date.parse(known.retiredAt);
  return isLate
    ? { trusted: false, problem: `signed with key ${key.keyId} after it was retired at ${known.retiredAt}` }
    : { trusted: true, problem: null };
}

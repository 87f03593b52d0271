import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EvidenceKey } from '../../../contracts/evidence.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

/** Where the private key is: a file of the installation that is made when it is missing, or a text from the configuration. */
export type SigningKeySource = { readonly file: string } | { readonly pem: string };

export interface SigningKey {
  readonly key: EvidenceKey;
  readonly privateKey: KeyObject;
}

export interface EvidenceKeys {
  /** The key in use; read anew each time, so that a rotation counts at once in every process. */
  signing(): Promise<SigningKey>;
  /** Every public key of the installation, the newest first. */
  list(): Promise<readonly EvidenceKey[]>;
  /** A new key from now on; the private part of the old one is gone. Null: the configuration gives the key. */
  rotate(): Promise<EvidenceKey | null>;
}

/** The key in the configuration is no Ed25519 private key in PEM (PKCS #8). */
export class EvidenceKeyError extends Error {
  readonly code = 'EVIDENCE_KEY_UNUSABLE';
}

export interface EvidenceKeysOptions {
  readonly store: DocumentStore;
  readonly source: SigningKeySource;
  readonly now: () => Date;
}

/** Signing keys: the private one in its file or the configuration, the public ones, old ones too, in the record store. */
export function createEvidenceKeys({ store, source, now }: EvidenceKeysOptions): EvidenceKeys {
  const known = createKeptDocuments(store, 'evidence-key', EvidenceKey);

  /** Notes a key when it is first seen, and that it has taken over from the ones before. */
  async function noted(privateKey: KeyObject): Promise<SigningKey> {
    const fresh = describeKey(createPublicKey(privateKey), now().toISOString());
    await known.create(fresh.keyId, fresh);
    for (const { id, body } of await known.list())
      if (body.retiredAt === null && id !== fresh.keyId)
        await known.update(id, (key) => ({ ...key, retiredAt: key.retiredAt ?? now().toISOString() }));
    const key = await known.update(fresh.keyId, (kept) =>
      kept.retiredAt === null ? null : { ...kept, retiredAt: null },
    );
    return { key: key?.body ?? fresh, privateKey };
  }

  async function privateKey(): Promise<KeyObject> {
    if ('pem' in source) return readKey(source.pem);
    const kept = await readFile(source.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (kept !== null) return readKey(kept);
    await makeKey(source.file, 'wx');
    return readKey(await readFile(source.file, 'utf8'));
  }

  return {
    signing: async () => noted(await privateKey()),
    async list() {
      const keys = (await known.list()).map(({ body }) => body);
      return keys.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
    async rotate() {
      if ('pem' in source) return null;
      await makeKey(source.file, 'w');
      return (await noted(await privateKey())).key;
    },
  };
}

function readKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new EvidenceKeyError('the signing key can not be read; give an Ed25519 key in PEM (PKCS #8)', {
      cause,
    });
  }
  throw new EvidenceKeyError('the signing key is of another kind; give an Ed25519 key');
}

/** wx: another process may be first, then its key stands. */
async function makeKey(file: string, flag: 'wx' | 'w'): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  if (flag === 'w') {
    const draft = `${file}.${process.pid}.tmp`;
    await writeFile(draft, pem, { mode: 0o600 });
    await rename(draft, file);
    return;
  }
  await writeFile(file, pem, { mode: 0o600, flag }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** A public key as bundles and key lists give it. */
export function describeKey(publicKey: KeyObject, createdAt: string): EvidenceKey {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const hash = createHash('sha256').update(der);
  const fingerprint = hash.digest('hex');
  return {
    keyId: fingerprint.slice(0, 16),
    algorithm: 'Ed25519',
    publicKey: der.toString('base64url'),
    fingerprint,
    createdAt,
    retiredAt: null,
  };
}

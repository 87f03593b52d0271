import { createPublicKey, sign, verify } from 'node:crypto';
import { EVIDENCE_FORMAT, type EvidenceSignature } from '../../../contracts/evidence.ts';
import type { SigningKey } from './evidence-keys.ts';

/** What is signed: the format's name keeps the signature from being one over anything else. */
const signedBytes = (manifest: Uint8Array) => Buffer.concat([Buffer.from(`${EVIDENCE_FORMAT}\n`), manifest]);

export function signManifest(manifest: Uint8Array, { key, privateKey }: SigningKey): EvidenceSignature {
  return {
    format: EVIDENCE_FORMAT,
    algorithm: 'Ed25519',
    keyId: key.keyId,
    publicKey: key.publicKey,
    signature: sign(null, signedBytes(manifest), privateKey).toString('base64url'),
  };
}

/** Whether the signature fits the manifest by the key that it names; a key that can't be read fits nothing. */
export function isSignedBy(manifest: Uint8Array, { publicKey, signature }: EvidenceSignature): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, signedBytes(manifest), key, Buffer.from(signature, 'base64url'))
    );
  } catch {
    return false;
  }
}

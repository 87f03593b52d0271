import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Answers a short name of the sender's key (for logs and audit), or null when the key is missing or unknown. */
export type KeyCheck = (headers: IncomingHttpHeaders) => string | null;

/**
 * Checks `Authorization: Bearer KEY` or `X-API-Key: KEY` against keys given plain or as sha256:HEX. Only hashes are
 * held, and every one is compared in constant time whether or not an earlier one fits.
 */
export function createKeyCheck(keys: readonly string[]): KeyCheck {
  const hashes = keys.map((key) =>
    key.startsWith('sha256:') ? Buffer.from(key.slice(7), 'hex') : sha256(key),
  );
  return (headers) => {
    const presented = presentedKey(headers);
    if (presented === null) return null;
    const hash = sha256(presented);
    const found = hashes.filter((known) => timingSafeEqual(known, hash));
    return found.length > 0 ? hash.toString('hex', 0, 4) : null;
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

function presentedKey(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-api-key'];
  if (typeof own === 'string') return own;
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

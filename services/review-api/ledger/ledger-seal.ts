import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Proves that this installation wrote an entry: made with a key that is not in the store. */
export interface LedgerSeal {
  /** `KEY.MAC`: which key, and HMAC-SHA-256 over the text. */
  seal(text: string): string;
  /** unknown_key: made with a key that is not given here, so nothing can be said. */
  check(text: string, seal: string): 'right' | 'wrong' | 'unknown_key';
}

/**
 * Seals with the first of the secrets and knows those of former ones. Keys are derived, so that a secret may serve
 * elsewhere too. Throws RangeError without a secret.
 */
export function createLedgerSeal([secret, ...former]: readonly string[]): LedgerSeal {
  if (secret === undefined) throw new RangeError('a ledger needs a secret');
  const current = keyOf(secret);
  const keys = new Map([...former.map(keyOf), current].map((key) => [key.id, key]));
  const seal = (key: Key, text: string) =>
    `${key.id}.${createHmac('sha256', key.bytes).update(text).digest('base64url')}`;

  return {
    seal: (text) => seal(current, text),
    check(text, given) {
      const key = keys.get(given.split('.')[0] ?? '');
      if (key === undefined) return 'unknown_key';
      const [expected, shown] = [Buffer.from(seal(key, text)), Buffer.from(given)];
      return expected.length === shown.length && timingSafeEqual(expected, shown) ? 'right' : 'wrong';
    },
  };
}

interface Key {
  /** Tells keys apart and nothing about them. */
  readonly id: string;
  readonly bytes: Buffer;
}

function keyOf(secret: string): Key {
  const derive = (info: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `callwarden ledger ${info}`, length));
  return { id: derive('key id', 6).toString('base64url'), bytes: derive('seal', 32) };
}

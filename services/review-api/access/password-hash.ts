import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

/** OWASP's second choice for argon2id: 19 MiB, two passes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const HASH_BYTES = 32;
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Costs as much as a real one and fits no password: for names that nobody has. */
export const NOBODYS_HASH = phc(COST, Buffer.alloc(16), Buffer.alloc(HASH_BYTES));

/** argon2id in PHC form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return phc(COST, nonce, await run(password, COST, nonce, HASH_BYTES));
}

/** Compares in constant time, at the cost that the hash was made with. Throws for what is no such hash. */
export async function passwordMatches(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', kept = ''] = FORM.exec(hash) ?? [];
  if (kept === '') throw new TypeError('not an argon2id hash');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const expected = Buffer.from(kept, 'base64');
  const given = await run(password, cost, Buffer.from(salt, 'base64'), expected.length);
  return timingSafeEqual(expected, given);
}

/** A password nobody can guess, 20 characters that can't be taken for one another: 5 groups of 4. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const picked: string[] = [];
  while (picked.length < 20) {
    const byte = randomBytes(1).readUInt8();
    const letter = byte < letters.length * 8 ? letters[byte % letters.length] : undefined;
    if (letter !== undefined) picked.push(letter);
  }
  return (picked.join('').match(/.{4}/g) ?? []).join('-');
}

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;

function run(password: string, cost: Cost, nonce: Buffer, tagLength: number): Promise<Buffer> {
  // Keyboards differ in how they compose a letter; the password is the same.
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
}

function phc({ memory, passes, parallelism }: Cost, salt: Buffer, hash: Buffer): string {
  const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(salt)}$${bare(hash)}`;
}

import { z } from 'zod';
import { contentHash } from '../../../contracts/canonical-json.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

const Attempts = z.strictObject({ tries: z.int().positive(), lastMs: z.int(), lockedUntilMs: z.int() });
type Attempts = z.infer<typeof Attempts>;

export type Attempt =
  | { readonly status: 'open' }
  | { readonly status: 'locked'; readonly retryAfterSeconds: number };

/** Tries in a row that cost nothing; each one more doubles the wait. */
const FREE_TRIES = 4;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

export interface SignInAttempts {
  /** Asks for a try at this name and counts it before anything is compared, so that tries at once gain nothing. */
  begin(username: string): Promise<Attempt>;
  /** After a right password. */
  forget(username: string): Promise<void>;
  /** Deletes what no longer counts; returns how many. */
  prune(): Promise<number>;
}

/** Slows guessing down, per name, in every process alike. Names that nobody has are treated the same. */
export function createSignInAttempts(store: DocumentStore, now: () => Date): SignInAttempts {
  const documents = createKeptDocuments(store, 'sign-in-attempts', Attempts);
  const idOf = (username: string) => contentHash(username);

  function next({ tries: before, lastMs }: Attempts, nowMs: number): Attempts {
    const tries = nowMs - lastMs > FORGOTTEN_AFTER_MS ? 1 : before + 1;
    return { tries, lastMs: nowMs, lockedUntilMs: nowMs + waitAfter(tries) };
  }

  async function begin(username: string): Promise<Attempt> {
    const nowMs = now().getTime();
    const first: Attempts = { tries: 1, lastMs: nowMs, lockedUntilMs: nowMs };
    if (await documents.create(idOf(username), first)) return { status: 'open' };
    let lockedMs = 0;
    await documents.update(idOf(username), (attempts) => {
      lockedMs = Math.max(0, attempts.lockedUntilMs - nowMs);
      return lockedMs > 0 ? null : next(attempts, nowMs);
    });
    if (lockedMs === 0) return { status: 'open' };
    return { status: 'locked', retryAfterSeconds: Math.ceil(lockedMs / 1_000) };
  }

  async function prune(): Promise<number> {
    const nowMs = now().getTime();
    const old = (await documents.list()).filter(({ body }) => nowMs - body.lastMs > FORGOTTEN_AFTER_MS);
    for (const { id } of old) await documents.remove(id);
    return old.length;
  }

  return { begin, forget: (username) => documents.remove(idOf(username)), prune };
}

function waitAfter(tries: number): number {
  if (tries <= FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(tries - FREE_TRIES - 1, 20), LONGEST_WAIT_MS);
}

import { createHash, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import type { Account } from './accounts.ts';

const SessionBody = z.strictObject({ username: z.string(), epoch: z.int().positive(), endsMs: z.int() });

export interface Session extends z.infer<typeof SessionBody> {
  /** What writes must carry as X-CSRF-Token. */
  readonly csrfToken: string;
}

export interface SessionsOptions {
  readonly store: DocumentStore;
  readonly now: () => Date;
  readonly maxAgeMs: number;
  /** Binds CSRF tokens to their sessions. */
  readonly secret: string;
}

export interface Sessions {
  /** A new session; the token goes into the cookie and is kept as a hash only. */
  open(account: Account): Promise<{ readonly token: string; readonly session: Session }>;
  /** Null when there is none or it has ended by time. */
  find(token: string): Promise<Session | null>;
  close(token: string): Promise<void>;
  /** Deletes sessions that have ended by time; returns how many. */
  prune(): Promise<number>;
}

/** Sessions on the server's side, as documents of the record store under the hash of their token. */
export function createSessions({ store, now, maxAgeMs, secret }: SessionsOptions): Sessions {
  const documents = createKeptDocuments(store, 'session', SessionBody);
  const idOf = (token: string) => createHash('sha256').update(token).digest('base64url');
  const csrfOf = (token: string) => createHmac('sha256', secret).update(`csrf:${token}`).digest('base64url');

  return {
    async open({ username, epoch }) {
      const token = randomBytes(32).toString('base64url');
      const body = { username, epoch, endsMs: now().getTime() + maxAgeMs };
      await documents.create(idOf(token), body);
      return { token, session: { ...body, csrfToken: csrfOf(token) } };
    },
    async find(token) {
      const kept = await documents.get(idOf(token));
      if (kept === null || kept.body.endsMs <= now().getTime()) return null;
      return { ...kept.body, csrfToken: csrfOf(token) };
    },
    close: (token) => documents.remove(idOf(token)),
    async prune() {
      const ended = (await documents.list()).filter(({ body }) => body.endsMs <= now().getTime());
      for (const { id } of ended) await documents.remove(id);
      return ended.length;
    },
  };
}

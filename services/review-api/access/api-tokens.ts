import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type NewToken, Scope, TokenView, WHOLE_SCOPE } from '../../../contracts/access.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';

const TokenBody = TokenView.omit({ id: true }).extend({
  secretHash: z.string(),
  /** Tokens made before there were scopes have the whole. */
  scope: Scope.default(WHOLE_SCOPE),
});
type TokenBody = z.infer<typeof TokenBody>;

export interface ApiTokens {
  /** The secret is told here and never again; a hash of it is kept. */
  create(input: NewToken, createdBy: string): Promise<{ token: TokenView; secret: string }>;
  list(): Promise<readonly TokenView[]>;
  /** The token behind a secret; null when it is wrong, revoked or has ended. */
  find(secret: string): Promise<TokenView | null>;
  /** Works at once. Revoking again changes nothing. */
  revoke(id: string): Promise<TokenView | null>;
}

const DAY_MS = 86_400_000;
const FORM = /^cw_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;

/** Tokens for programs, as documents of the record store: cw_ID_SECRET, looked up by id. */
export function createApiTokens(store: DocumentStore, now: () => Date): ApiTokens {
  const documents = createKeptDocuments(store, 'api-token', TokenBody);

  return {
    async create({ name, role, scope, expiresInDays }, createdBy) {
      const id = randomBytes(8).toString('hex');
      const secret = `cw_${id}_${randomBytes(32).toString('base64url')}`;
      const at = now();
      const body: TokenBody = {
        name,
        role,
        scope,
        lastFour: secret.slice(-4),
        createdAt: at.toISOString(),
        createdBy,
        expiresAt:
          expiresInDays === null ? null : new Date(at.getTime() + expiresInDays * DAY_MS).toISOString(),
        revokedAt: null,
        secretHash: hashOf(secret).toString('base64url'),
      };
      if (!(await documents.create(id, body))) throw new Error('a random token id was met twice');
      return { token: viewOf(id, body), secret };
    },
    async list() {
      return (await documents.list()).map(({ id, body }) => viewOf(id, body));
    },
    async find(secret) {
      const id = FORM.exec(secret)?.[1];
      const kept = id === undefined ? null : await documents.get(id);
      if (kept === null) return null;
      const { secretHash, revokedAt, expiresAt } = kept.body;
      if (!timingSafeEqual(hashOf(secret), Buffer.from(secretHash, 'base64url'))) return null;
      if (revokedAt !== null) return null;
      if (expiresAt !== null && Date.parse(expiresAt) <= now().getTime()) return null;
      return viewOf(kept.id, kept.body);
    },
    async revoke(id) {
      const at = now().toISOString();
      const kept = await documents.update(id, (body) =>
        body.revokedAt === null ? { ...body, revokedAt: at } : null,
      );
      return kept && viewOf(id, kept.body);
    },
  };
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

function viewOf(id: string, { secretHash: _hash, ...rest }: TokenBody): TokenView {
  return { id, ...rest };
}

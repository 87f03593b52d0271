import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Me, PasswordChange, SignIn, Username } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { Account, Accounts } from '../access/accounts.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import type { CheckPassword } from '../access/check-password.ts';
import { identityOf } from '../access/guard.ts';
import { accountIdentity, meOf } from '../access/identity.ts';
import type { SessionCookie } from '../access/session-cookie.ts';
import type { Sessions } from '../access/sessions.ts';
import { sendProblem } from '../http/problems.ts';
import type { Ledger } from '../ledger/create-ledger.ts';

export interface SessionRoutesOptions {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly checkPassword: CheckPassword;
  readonly cookie: SessionCookie;
  readonly ledger: Pick<Ledger, 'append'>;
  /** Tries to sign in from one address in a minute. */
  readonly signInsPerMinute: number;
}

const locked = problemResponse('Too many tries; see Retry-After', Problem);

/** POST and DELETE /v1/session, GET /v1/me, PUT /v1/me/password. */
export function createSessionRoutes(options: SessionRoutesOptions): FastifyPluginAsyncZod {
  const { accounts, sessions, checkPassword, cookie, ledger } = options;

  /** A session with a token never used before; the one that the request came with ends. */
  async function openSession(request: FastifyRequest, reply: FastifyReply, account: Account): Promise<Me> {
    const old = cookie.read(request);
    if (old !== null) await sessions.close(old);
    const { token, session } = await sessions.open(account);
    cookie.set(request, reply, token);
    return meOf(accountIdentity(account, session));
  }

  /** Of the name only what is one here: people type passwords into the wrong field. */
  async function noteFailure(request: FastifyRequest, typedName: string, why: string): Promise<void> {
    const name = Username.safeParse(typedName).data ?? '';
    const isKnown = name !== '' && (await accounts.find(name)) !== null;
    await ledger.append({
      actor: { id: 'nobody', role: 'none' },
      action: 'login_failed',
      object: { kind: 'account', id: isKnown ? name : '' },
      reason: why,
      after: { address: request.ip },
    });
  }

  return async function sessionRoutes(app) {
    await app.register(rateLimit, { global: false });

    app.route({
      method: 'POST',
      url: '/v1/session',
      config: {
        access: 'public',
        audit: { itself: 'login and login_failed, by the handler' },
        rateLimit: { max: options.signInsPerMinute, timeWindow: 60_000 },
      },
      schema: {
        operationId: 'signIn',
        tags: ['access'],
        summary: 'Sign in',
        description:
          'Opens a session and sets its cookie (HttpOnly, SameSite=Lax). After a few wrong passwords in a row the ' +
          'name is locked for a time that doubles.',
        body: SignIn,
        response: { 200: Me, 401: problemResponse('Wrong name or password', Problem), 429: locked },
      },
      handler: async (request, reply) => {
        const { username, password } = request.body;
        const check = await checkPassword(username, password);
        if (check.status !== 'right') await noteFailure(request, username, check.status);
        if (check.status === 'wrong') return sendProblem(reply, 'wrong_credentials');
        if (check.status === 'locked') return sendProblem(reply, 'sign_in_locked', check);
        const { role, username: id } = check.account;
        await ledger.append({
          actor: { id, role },
          action: 'login',
          object: { kind: 'account', id },
          after: { address: request.ip },
        });
        return openSession(request, reply, check.account);
      },
    });

    app.route({
      method: 'DELETE',
      url: '/v1/session',
      config: { access: 'session', audit: { action: 'logout', kind: 'account' } },
      schema: {
        operationId: 'signOut',
        tags: ['access'],
        summary: 'Sign out',
        description: 'Ends the session of the cookie.',
        response: { 204: z.null().describe('Signed out') },
      },
      handler: async (request, reply) => {
        noteForAudit(request, { id: identityOf(request).id });
        const token = cookie.read(request);
        if (token !== null) await sessions.close(token);
        cookie.clear(request, reply);
        return reply.code(204).send(null);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/me',
      config: { access: 'signed_in', audit: { none: 'tells callers about themselves only' } },
      schema: {
        operationId: 'getMe',
        tags: ['access'],
        summary: 'Who am I',
        description: 'The account or token that asks, what it may do, and the CSRF token of a session.',
        response: { 200: Me },
      },
      handler: async (request) => meOf(identityOf(request)),
    });

    app.route({
      method: 'PUT',
      url: '/v1/me/password',
      config: {
        access: 'session',
        audit: { action: 'account_change', kind: 'account' },
        rateLimit: { max: options.signInsPerMinute, timeWindow: 60_000 },
      },
      schema: {
        operationId: 'changePassword',
        tags: ['access'],
        summary: 'Change my password',
        description: 'Ends every session of the account and opens a new one for this client.',
        body: PasswordChange,
        response: {
          200: Me,
          403: problemResponse('Wrong current password', Problem),
          409: problemResponse('The account has no password here', Problem),
          429: locked,
        },
      },
      handler: async (request, reply) => {
        const { id } = identityOf(request);
        const { current, next } = request.body;
        if ((await accounts.find(id))?.kind === 'oidc') return sendProblem(reply, 'no_password_here');
        const check = await checkPassword(id, current);
        if (check.status !== 'right') await noteFailure(request, id, `password change: ${check.status}`);
        if (check.status === 'wrong') return sendProblem(reply, 'wrong_password');
        if (check.status === 'locked') return sendProblem(reply, 'sign_in_locked', check);
        if (next.normalize('NFKC') === current.normalize('NFKC') || next.toLowerCase().includes(id)) {
          const reason = 'is the current password or holds the username';
          return sendProblem(reply, 'invalid_request', {
            errors: [{ field: 'next', reason, mend: 'choose another' }],
          });
        }
        const account = await accounts.changePassword(id, next);
        if (account === null) return sendProblem(reply, 'not_signed_in');
        noteForAudit(request, { id, after: { passwordChanged: true } });
        return openSession(request, reply, account);
      },
    });
  };
}

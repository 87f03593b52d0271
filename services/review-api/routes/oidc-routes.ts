import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { OidcCallback, OidcInfo, OidcLogin, OidcSignOut } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import type { Oidc } from '../access/oidc/create-oidc.ts';
import { OidcUnavailableError } from '../access/oidc/oidc-client.ts';
import { pendingCookie } from '../access/oidc/pending-cookie.ts';
import type { SessionCookie } from '../access/session-cookie.ts';
import type { Sessions } from '../access/sessions.ts';
import { type ProblemCode, sendProblem } from '../http/problems.ts';

export interface OidcRoutesOptions {
  /** Null: no provider is configured, every address answers 404. */
  readonly oidc: Oidc | null;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  /** Sign-ins that one address may begin or end in a minute. */
  readonly signInsPerMinute: number;
}

const LOGIN = '/v1/oidc/login';
const notConfigured = problemResponse('No provider is configured', Problem);
const unavailable = problemResponse("The organisation's provider does not answer now", Problem);

/** /v1/oidc: whether there is a provider, sign in there, come back, sign out. */
export function createOidcRoutes({
  oidc,
  sessions,
  cookie,
  signInsPerMinute,
}: OidcRoutesOptions): FastifyPluginAsyncZod {
  const limited = { rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } };

  /** People come back to a page that can tell them; programs get the problem. */
  function refuse(request: FastifyRequest, reply: FastifyReply, code: ProblemCode): FastifyReply {
    const isPage = request.headers.accept?.includes('text/html') === true;
    return isPage ? reply.redirect(`/?signInProblem=${code}`, 303) : sendProblem(reply, code);
  }

  return async function oidcRoutes(app) {
    await app.register(rateLimit, { global: false });

    app.route({
      method: 'GET',
      url: '/v1/oidc',
      config: { access: 'public', audit: { none: 'says where to sign in' } },
      schema: {
        operationId: 'getOidc',
        tags: ['access'],
        summary: 'Where people of the organisation sign in',
        description: 'The provider that is configured, and the address here that leads to it.',
        response: { 200: OidcInfo, 404: notConfigured },
      },
      handler: async (_request, reply) =>
        oidc === null ? sendProblem(reply, 'not_found') : { issuer: oidc.settings.issuer, loginUrl: LOGIN },
    });

    app.route({
      method: 'GET',
      url: LOGIN,
      config: {
        access: 'public',
        audit: { itself: 'login or login_failed, when the browser comes back' },
        ...limited,
      },
      schema: {
        operationId: 'beginOidc',
        tags: ['access'],
        summary: "Sign in at the organisation's provider",
        description: 'Sends the browser there. It comes back to /v1/oidc/callback and then to returnTo.',
        querystring: OidcLogin,
        response: { 303: z.null().describe('To the provider'), 404: notConfigured, 503: unavailable },
      },
      handler: async (request, reply) => {
        if (oidc === null) return sendProblem(reply, 'not_found');
        const begun = await oidc.client.begin().catch(orUnavailable);
        if (begun === null) return refuse(request, reply, 'oidc_unavailable');
        pendingCookie.set(request, reply, { ...begun.pending, returnTo: request.query.returnTo });
        return reply.redirect(begun.url, 303);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/oidc/callback',
      config: { access: 'public', audit: { itself: 'login or login_failed, by the handler' }, ...limited },
      schema: {
        operationId: 'finishOidc',
        tags: ['access'],
        summary: 'Come back from the provider',
        description:
          'Only in the browser that began. Opens a session and sends the browser on. What goes wrong is told as a ' +
          'problem, or, to a browser, as signInProblem=CODE at /.',
        querystring: OidcCallback,
        response: {
          303: z.null().describe('Signed in, or back to / with signInProblem'),
          400: problemResponse('The sign-in was not begun in this browser', Problem),
          403: problemResponse('The provider or the claims say no', Problem),
          404: notConfigured,
          503: unavailable,
        },
      },
      handler: async (request, reply) => {
        if (oidc === null) return sendProblem(reply, 'not_found');
        const pending = pendingCookie.take(request, reply);
        if (pending === null) return refuse(request, reply, 'oidc_not_begun');
        const query = request.raw.url?.replace(/^[^?]*/, '') ?? '';
        const answer = await oidc.client.finish(query, pending).catch(orUnavailable);
        if (answer === null) return refuse(request, reply, 'oidc_unavailable');
        const signedIn = await oidc.signIn(answer, request.ip);
        if (signedIn.status === 'refused') return refuse(request, reply, signedIn.code);
        const old = cookie.read(request);
        if (old !== null) await sessions.close(old);
        const { token } = await sessions.open(signedIn.account);
        cookie.set(request, reply, token);
        return reply.redirect(pending.returnTo, 303);
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/oidc/logout',
      config: { access: 'session', audit: { action: 'logout', kind: 'account' } },
      schema: {
        operationId: 'signOutOidc',
        tags: ['access'],
        summary: 'Sign out, here and at the provider',
        description:
          'Ends the session here. The browser should go on to redirectTo, which ends it at the provider.',
        response: { 200: OidcSignOut, 404: notConfigured },
      },
      handler: async (request, reply) => {
        if (oidc === null) return sendProblem(reply, 'not_found');
        noteForAudit(request, { id: identityOf(request).id });
        const token = cookie.read(request);
        if (token !== null) await sessions.close(token);
        cookie.clear(request, reply);
        const { signOutAtProvider } = oidc.settings;
        return {
          redirectTo: signOutAtProvider ? await oidc.client.endSessionUrl().catch(orUnavailable) : null,
        };
      },
    });
  };
}

function orUnavailable(error: unknown): null {
  if (error instanceof OidcUnavailableError) return null;
  throw error;
}

import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Permission } from '../../../contracts/access.ts';
import { documentAccess } from '../http/document-access.ts';
import { sendProblem } from '../http/problems.ts';
import type { Audit } from './audited-route.ts';
import { type Credentials, type Identity, mayDo } from './identity.ts';

/**
 * Who a route answers: a permission; signed_in: any session or token; session: any session, even one that must
 * change its password first; own_keys: the route checks keys of its own; public: anybody.
 */
export type Access = Permission | 'signed_in' | 'session' | 'own_keys' | 'public';

export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  /** What it leaves in the ledger; null when it does not say. */
  readonly audit: Audit | null;
  /** Not in the OpenAPI document. */
  readonly hidden: boolean;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Set by the guard for every route but public ones and those with keys of their own. */
    identity: Identity | null;
  }
  interface FastifyInstance {
    /** Every route with its declared access; complete when the app is ready. */
    declaredRoutes(): readonly DeclaredRoute[];
  }
}

export interface GuardOptions {
  readonly identify: (credentials: Credentials) => Promise<Identity | null>;
  readonly sessionTokenOf: (request: FastifyRequest) => string | null;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Locks the whole app, unknown addresses included: a request gets in by what its route declares as `config.access`.
 * An app with a route that declares nothing doesn't start.
 */
export function guard(app: FastifyInstance, { identify, sessionTokenOf }: GuardOptions): void {
  const routes: RouteOptions[] = [];
  app.decorateRequest('identity', null);
  app.decorate('declaredRoutes', () => routes.flatMap(declared));
  app.addHook('onRoute', (route) => {
    routes.push(route);
    documentAccess(route);
  });
  app.addHook('onReady', async () => {
    for (const route of routes) declared(route);
  });

  app.addHook('onRequest', async (request, reply) => {
    const access = request.is404 ? 'signed_in' : request.routeOptions.config.access;
    if (access === 'public' || access === 'own_keys') return undefined;
    const identity = await identify({ bearer: bearerOf(request), sessionToken: sessionTokenOf(request) });
    if (identity === null) return sendProblem(reply, 'not_signed_in');
    request.identity = identity;
    return refuse(request, reply, identity, access);
  });
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  identity: Identity,
  access: Access | undefined,
): FastifyReply | undefined {
  const mustShowCsrf = identity.csrfToken !== null && !SAFE.has(request.method);
  if (mustShowCsrf && !sameText(identity.csrfToken ?? '', request.headers['x-csrf-token']))
    return sendProblem(reply, 'csrf_token_missing');
  if (access === 'signed_in') return undefined;
  if (access === 'session')
    return identity.kind === 'account'
      ? undefined
      : sendProblem(reply, 'forbidden', { detail: 'A token can not do this.' });
  if (identity.mustChangePassword) return sendProblem(reply, 'password_change_required');
  const permission = Permission.safeParse(access);
  if (permission.success && mayDo(identity, permission.data)) return undefined;
  return sendProblem(reply, 'forbidden', { detail: `This needs the permission ${access}.` });
}

/** Declares one access for every route that is registered in a scope from now on: for plugins that know no access. */
export function declareAccess(scope: FastifyInstance, access: Access, audit?: Audit): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access, ...(audit === undefined ? {} : { audit }) };
    documentAccess(route);
  });
}

/** Who asks, on a route that let nobody in without. */
export function identityOf({ identity }: FastifyRequest): Identity {
  if (identity === null) throw new Error('a route that needs an identity declares an access without one');
  return identity;
}

function declared({ method, url, config, schema }: RouteOptions): DeclaredRoute[] {
  const access = config?.access;
  if (access === undefined) throw new Error(`route ${String(method)} ${url} declares no access`);
  const hidden = schema?.hide === true;
  const audit = config?.audit ?? null;
  return [method].flat().map((one) => ({ method: one, url, access, audit, hidden }));
}

function bearerOf({ headers }: FastifyRequest): string | null {
  const { authorization } = headers;
  return authorization === undefined ? null : (/^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '');
}

function sameText(expected: string, given: string | string[] | undefined): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(String(given ?? ''))];
  return a.length === b.length && timingSafeEqual(a, b);
}

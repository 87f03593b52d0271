import {
  type Me,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
  type Scope,
} from '../../../contracts/access.ts';
import type { Account, Accounts } from './accounts.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { Session, Sessions } from './sessions.ts';

/** Who asks, and what stands in reviews as the actor. */
export interface Identity {
  readonly kind: 'account' | 'token';
  /** The username, or token: and the token's id. */
  readonly id: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scope: Scope;
  /** The collector whose calls are the own ones; null for people who don't collect. */
  readonly collectorId: string | null;
  readonly mustChangePassword: boolean;
  readonly csrfToken: string | null;
  readonly expiresAt: string | null;
}

/** What a request shows to be let in. A bearer counts before a cookie. */
export interface Credentials {
  readonly bearer: string | null;
  readonly sessionToken: string | null;
}

export const mayDo = ({ role }: Identity, permission: Permission): boolean =>
  ROLE_PERMISSIONS[role].includes(permission);

export function meOf(identity: Identity): Me {
  return { ...identity, permissions: [...ROLE_PERMISSIONS[identity.role]] };
}

/** Somebody in a session. */
export function accountIdentity(account: Account, session: Session): Identity {
  const { username, displayName, role, scope, collectorId, mustChangePassword } = account;
  return {
    kind: 'account',
    id: username,
    displayName,
    role,
    scope,
    collectorId,
    mustChangePassword,
    csrfToken: session.csrfToken,
    expiresAt: new Date(session.endsMs).toISOString(),
  };
}

interface Doors {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
}

/** Finds who shows these credentials; null when they open nothing (any more). */
export function createIdentify({ accounts, sessions, tokens }: Doors) {
  async function byToken(secret: string): Promise<Identity | null> {
    const token = await tokens.find(secret);
    if (token === null) return null;
    const { id, name, role, scope, expiresAt } = token;
    return {
      kind: 'token',
      id: `token:${id}`,
      displayName: name,
      role,
      scope,
      collectorId: null,
      mustChangePassword: false,
      csrfToken: null,
      expiresAt,
    };
  }

  async function bySession(sessionToken: string): Promise<Identity | null> {
    const session = await sessions.find(sessionToken);
    const account = session && (await accounts.find(session.username));
    if (!account || account.disabled || account.epoch !== session.epoch) return null;
    return accountIdentity(account, session);
  }

  return async function identify({ bearer, sessionToken }: Credentials): Promise<Identity | null> {
    if (bearer !== null) return byToken(bearer);
    return sessionToken === null ? null : bySession(sessionToken);
  };
}

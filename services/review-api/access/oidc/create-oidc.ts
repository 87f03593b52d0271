import { createOidcClient, type OidcClient } from './oidc-client.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { createOidcSignIn, type OidcSignIn, type OidcSignInOptions } from './oidc-sign-in.ts';

/** The organisation's provider and how its people become accounts here. */
export interface Oidc {
  readonly settings: OidcSettings;
  readonly client: OidcClient;
  readonly signIn: OidcSignIn;
}

/** Asks nothing of the provider before the first sign-in. */
export function createOidc(settings: OidcSettings, rest: Omit<OidcSignInOptions, 'settings'>): Oidc {
  return { settings, client: createOidcClient(settings), signIn: createOidcSignIn({ settings, ...rest }) };
}

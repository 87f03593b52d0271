import * as oidc from 'openid-client';
import type { Claims } from './claimed-account.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** What a browser must bring back from the provider: kept in a cookie of its own, for a few minutes. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type OidcAnswer =
  | { readonly status: 'signed_in'; readonly sub: string; readonly claims: Claims }
  /** The provider or the person said no, or the answer does not belong to this browser's question. */
  | { readonly status: 'refused'; readonly code: string };

export interface OidcClient {
  /** Where to send the browser, and what it must bring back. Throws OidcUnavailableError. */
  begin(): Promise<{ readonly url: string; readonly pending: PendingSignIn }>;
  /** Takes what the provider sent the browser back with, its query with the question mark. Throws OidcUnavailableError. */
  finish(query: string, pending: PendingSignIn): Promise<OidcAnswer>;
  /** Where the session at the provider ends; null when it has no such address. Throws OidcUnavailableError. */
  endSessionUrl(): Promise<string | null>;
}

/** The provider can't be reached, or does not speak OpenID Connect. */
export class OidcUnavailableError extends Error {
  readonly code = 'OIDC_UNAVAILABLE';
  constructor(cause: unknown) {
    super("the organisation's provider does not answer as it should", { cause });
    this.name = 'OidcUnavailableError';
  }
}

const TIMEOUT_SECONDS = 10;
export const CALLBACK_PATH = '/v1/oidc/callback';

/** Authorization code with PKCE, state and nonce, over whatever the issuer's discovery document says. */
export function createOidcClient(settings: OidcSettings): OidcClient {
  const { issuer, clientId, clientSecret, publicUrl, scopes } = settings;
  let known: oidc.Configuration | null = null;

  /** Asked once; after a failure, again with the next request. */
  async function configuration(): Promise<oidc.Configuration> {
    try {
      known ??= await oidc.discovery(new URL(issuer), clientId, clientSecret, authentication(clientSecret), {
        timeout: TIMEOUT_SECONDS,
        // A provider on http is the operator's explicit choice, for a test or inside one machine.
        execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
      });
      return known;
    } catch (error) {
      throw new OidcUnavailableError(error);
    }
  }

  return {
    async begin() {
      const config = await configuration();
      const verifier = oidc.randomPKCECodeVerifier();
      const pending = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: `${publicUrl}${CALLBACK_PATH}`,
        scope: scopes.join(' '),
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      });
      return { url: url.href, pending };
    },

    async finish(query, { state, nonce, verifier }) {
      const config = await configuration();
      try {
        const tokens = await oidc.authorizationCodeGrant(
          config,
          new URL(`${publicUrl}${CALLBACK_PATH}${query}`),
          {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
          },
        );
        const claims = tokens.claims();
        if (claims === undefined) return { status: 'refused', code: 'no_id_token' };
        const hasMore = config.serverMetadata().userinfo_endpoint !== undefined;
        const more = hasMore ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
        return { status: 'signed_in', sub: claims.sub, claims: { ...more, ...claims } };
      } catch (error) {
        if (isOutside(error)) throw new OidcUnavailableError(error);
        return { status: 'refused', code: codeOf(error) };
      }
    },

    async endSessionUrl() {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${publicUrl}/` }).href;
    },
  };
}

function authentication(clientSecret: string | undefined): oidc.ClientAuth {
  return clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
}

const OUTSIDE = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

/** fetch throws TypeError without a code for a lost connection. */
function isOutside(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('code' in error)) return error instanceof TypeError;
  return OUTSIDE.has(String(error.code)) || ('status' in error && Number(error.status) >= 500);
}

/** The provider's own code (access_denied …), else the library's: never a description, which may name a person. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('error' in error && typeof error.error === 'string') return error.error;
  return 'code' in error ? String(error.code) : error.name;
}

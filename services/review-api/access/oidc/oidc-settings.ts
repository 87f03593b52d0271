import type { Config } from '../../../../platform/config/config-schema.ts';

/** The provider that an organisation's people sign in at, and how its claims are read. */
export interface OidcSettings extends Omit<Config['oidc'], 'issuer' | 'publicUrl'> {
  readonly issuer: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

/** Null when no provider is configured. */
export function oidcSettings({ oidc }: Pick<Config, 'oidc'>): OidcSettings | null {
  const { issuer, publicUrl } = oidc;
  if (issuer === undefined || publicUrl === undefined) return null;
  return { ...oidc, issuer, publicUrl: publicUrl.replace(/\/+$/, '') };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Role, type Scope, Username } from '../../../../contracts/access.ts';
import type { ProvidedAccount } from '../accounts.ts';
import type { OidcSettings } from './oidc-settings.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** What somebody is here by the provider's word. no_role, no_collector: the claims give nothing to work with. */
export type ClaimedAccount =
  | { readonly status: 'account'; readonly account: ProvidedAccount }
  | { readonly status: 'no_role' | 'no_collector' };

type Mapping = Pick<
  OidcSettings,
  | 'issuer'
  | 'usernameClaim'
  | 'nameClaim'
  | 'roleClaim'
  | 'roles'
  | 'agencyClaim'
  | 'teamClaim'
  | 'collectorClaim'
>;

/** Reads an account from claims. Pure. A scope claim that is configured and missing gives nothing, never everything. */
export function claimedAccount(claims: Claims, sub: string, mapping: Mapping): ClaimedAccount {
  const role = roleOf(textsOf(claims, mapping.roleClaim), mapping.roles);
  if (role === null) return { status: 'no_role' };
  const [collectorId = null] = textsOf(claims, mapping.collectorClaim);
  if (role === 'collector' && collectorId === null) return { status: 'no_collector' };
  const username = usernameOf(textsOf(claims, mapping.usernameClaim)[0], mapping.issuer, sub);
  const [displayName = username] = textsOf(claims, mapping.nameClaim);
  const scope: Scope = {
    agencies: mapping.agencyClaim === undefined ? null : textsOf(claims, mapping.agencyClaim),
    teams: mapping.teamClaim === undefined ? null : textsOf(claims, mapping.teamClaim),
  };
  const subject = { issuer: mapping.issuer, sub };
  return {
    status: 'account',
    account: { username, displayName: displayName.slice(0, 100), role, scope, collectorId, subject },
  };
}

/** The first role of the configured order that somebody has; without an order, the one role whose name is a value. */
function roleOf(values: readonly string[], order: readonly string[]): Role | null {
  const pairs = order.length > 0 ? order.map(pairOf) : Role.options.map((role) => [role, role] as const);
  const [, name] = pairs.find(([value]) => values.includes(value)) ?? [];
  return Role.safeParse(name).data ?? null;
}

function pairOf(text: string): readonly [value: string, role: string] {
  const at = text.lastIndexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** What can't be a username here becomes a hash of who it is at the provider. */
function usernameOf(claimed: string | undefined, issuer: string, sub: string): string {
  const name = Username.safeParse(claimed);
  if (name.success) return name.data;
  const hash = createHash('sha256').update(`${issuer}\n${sub}`).digest('hex');
  return `oidc-${hash.slice(0, 20)}`;
}

const Texts = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

/** The texts of a claim: by its name, else by its path (a.b looks into a). Blank ones count as none. */
function textsOf(claims: Claims, name: string): string[] {
  const direct = claims[name];
  const found = direct ?? name.split('.').reduce<unknown>(memberOf, claims);
  const texts = Texts.safeParse(found).data ?? [];
  return texts.map((text) => text.trim()).filter((text) => text !== '' && text.length <= 256);
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([k]) => k === key)?.[1]
    : undefined;
}

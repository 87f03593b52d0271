import { z } from 'zod';
import { secretSetting, section, setting } from './setting.ts';

const Text = z.string().trim().min(1);
const Secret = z.string().min(32, 'must be 32 characters or more');

export const ledger = section({
  secret: secretSetting(
    Secret.optional(),
    'Seals the entries of the ledger; made and kept in dataDir when left out (embedded), session.secret in a cluster',
  ),
  formerSecrets: secretSetting(
    z.array(Secret).default([]),
    'Secrets that ledger.secret has replaced: without them what they sealed cannot be verified',
  ),
});

const RoleOf = z.string().regex(/^.+=[a-z_]+$/, 'must be VALUE=role, for example cw-officers=officer');

export const oidc = section({
  issuer: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    "The organisation's OpenID Connect provider; people sign in there when it is given",
  ),
  clientId: setting(Text.default('callwarden'), 'What the provider calls this installation'),
  clientSecret: secretSetting(
    Text.optional(),
    'Its password at the provider; none for a public client, PKCE protects the code either way',
  ),
  publicUrl: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    'Where people reach this installation; the provider must allow PUBLICURL/v1/oidc/callback',
  ),
  scopes: setting(
    z.array(Text).default(['openid', 'profile', 'email']),
    'What the provider is asked to tell',
  ),
  usernameClaim: setting(Text.default('preferred_username'), 'Claim that becomes the username'),
  nameClaim: setting(Text.default('name'), 'Claim with the name that is shown'),
  roleClaim: setting(Text.default('roles'), 'Claim with the roles; a.b looks into a'),
  roles: setting(
    z.array(RoleOf).default([]),
    'VALUE=role for each value of roleClaim, the first that somebody has counts; none: values are our own roles',
  ),
  agencyClaim: setting(Text.optional(), 'Claim with the agencies of the scope; without, all agencies'),
  teamClaim: setting(Text.optional(), 'Claim with the teams of the scope; without, all teams'),
  collectorClaim: setting(
    Text.default('collector_id'),
    'Claim with the collector whose calls are the own ones',
  ),
  signOutAtProvider: setting(
    z.boolean().default(true),
    'Whether signing out here offers the address that ends the session at the provider too',
  ),
});

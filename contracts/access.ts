import { z } from 'zod';
import { ExternalId, OffsetDateTime, PlainText } from './text.ts';

/** One thing that a caller may be allowed to do; every route of the API names the one it needs. */
export const Permission = z.enum([
  'calls:read',
  'findings:judge',
  'findings:explain',
  /** See the findings of rules that are only measured. */
  'findings:see_shadow',
  /** Give calls to others, act for absent reviewers, publish and reopen reviews. */
  'queue:manage',
  /** See one's own published results, and nobody else's. */
  'own_results:read',
  'appeals:raise',
  'appeals:decide_lead',
  'appeals:decide_quality',
  'appeals:decide_final',
  'quality:read',
  /** See personal data that is masked, for a while and with a reason. */
  'personal_data:reveal',
  /** Exports of search results and evidence bundles. */
  'evidence:export',
  'holds:manage',
  'retention:manage',
  'alerts:manage',
  'scorecards:read',
  /** Freeze a period, assign coaching. */
  'scorecards:manage',
  /** Bring in payments. */
  'payments:write',
  'rules:read',
  'rules:propose',
  'rules:approve',
  'rejected:manage',
  'audit:read',
  'accounts:manage',
  'tokens:manage',
]);
export type Permission = z.infer<typeof Permission>;

export const Role = z.enum([
  'officer',
  'lead',
  'collector',
  'auditor',
  'rule_author',
  'privacy_officer',
  'admin',
]);
export type Role = z.infer<typeof Role>;

/** What each role may do. A further role is a name above and a line here. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  officer: [
    'calls:read',
    'findings:judge',
    'findings:explain',
    'appeals:decide_quality',
    'personal_data:reveal',
    'quality:read',
    'rules:read',
    'scorecards:read',
  ],
  lead: [
    'calls:read',
    'findings:judge',
    'findings:explain',
    'queue:manage',
    'appeals:raise',
    'appeals:decide_lead',
    'appeals:decide_final',
    'personal_data:reveal',
    'quality:read',
    'evidence:export',
    'alerts:manage',
    'rules:read',
    'rules:approve',
    'scorecards:read',
    'scorecards:manage',
  ],
  collector: ['own_results:read', 'appeals:raise'],
  auditor: [
    'calls:read',
    'findings:explain',
    'quality:read',
    'evidence:export',
    'rules:read',
    'scorecards:read',
    'audit:read',
  ],
  rule_author: [
    'calls:read',
    'findings:explain',
    'findings:see_shadow',
    'quality:read',
    'rules:read',
    'rules:propose',
  ],
  privacy_officer: [
    'calls:read',
    'personal_data:reveal',
    'evidence:export',
    'holds:manage',
    'retention:manage',
    'audit:read',
  ],
  admin: Permission.options,
};

/** Which calls somebody may have to do with: of these agencies and, at once, of these teams; null: of all. */
export const Scope = z.strictObject({
  agencies: z.array(ExternalId).max(500).nullable(),
  teams: z.array(ExternalId).max(500).nullable(),
});
export type Scope = z.infer<typeof Scope>;

export const WHOLE_SCOPE: Scope = Object.freeze({ agencies: null, teams: null });

/** A sign-in name: lower case whatever was typed. It stands in reviews for ever, so it is never given twice. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{1,63}$/,
    'must be 2 to 64 of a-z 0-9 . _ @ - and start with a letter or digit; shorten it or replace the others',
  );

/** A password that somebody chooses. Length is what counts, so nothing else is asked for. */
export const NewPassword = PlainText.pipe(
  z
    .string()
    .min(12, 'must have 12 characters or more; take several words')
    .max(256, 'must have at most 256 characters; shorten it'),
);

const DisplayName = PlainText.pipe(z.string().trim().min(1, 'must not be empty; write a name').max(100));

export const SignIn = z.strictObject({
  username: z.string().max(256),
  password: z.string().max(1_024),
});

export const PasswordChange = z.strictObject({
  current: z.string().max(1_024),
  next: NewPassword,
});

/** Who asks, as the API sees it. */
export const Me = z.strictObject({
  kind: z.enum(['account', 'token']),
  /** The username, or token: and the token's id. */
  id: z.string(),
  displayName: z.string(),
  role: Role,
  permissions: z.array(Permission),
  scope: Scope,
  /** The collector whose calls are this account's own; null for people who don't collect. */
  collectorId: z.string().nullable(),
  /** Nothing but changing the password works until it is changed. */
  mustChangePassword: z.boolean(),
  /** To be sent as X-CSRF-Token with every write of this session; null for tokens, which need none. */
  csrfToken: z.string().nullable(),
  /** When the session or token ends; null for a token without end. */
  expiresAt: OffsetDateTime.nullable(),
});
export type Me = z.infer<typeof Me>;

/** local: a password kept here; oidc: signs in at the organisation's provider, which also says role and scope. */
export const AccountKind = z.enum(['local', 'oidc']);
export type AccountKind = z.infer<typeof AccountKind>;

/** The organisation's provider. */
export const OidcInfo = z.strictObject({
  issuer: z.string(),
  /** Address here that sends a browser to the provider. */
  loginUrl: z.string(),
});

export const OidcLogin = z.strictObject({
  /** Where the browser goes when it is signed in. */
  returnTo: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'must be a path of this installation, for example /queue')
    .default('/'),
});

/** What a provider sends a browser back with; it may send more. */
export const OidcCallback = z.looseObject({
  code: z.string().max(8_192).optional(),
  state: z.string().max(2_000).optional(),
  error: z.string().max(2_000).optional(),
});

/** Where a browser should go to end the session at the provider too; null: nowhere. */
export const OidcSignOut = z.strictObject({ redirectTo: z.string().nullable() });

/** An account as admins see it. */
export const AccountView = z.strictObject({
  username: z.string(),
  kind: AccountKind,
  displayName: z.string(),
  role: Role,
  scope: Scope,
  collectorId: z.string().nullable(),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: OffsetDateTime,
  createdBy: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountList = z.strictObject({ accounts: z.array(AccountView) });

const needsCollector = {
  path: ['collectorId'],
  message: 'is required for a collector: whose published results the account sees',
};

export const NewAccount = z
  .strictObject({
    username: Username,
    displayName: DisplayName,
    role: Role,
    scope: Scope.default(WHOLE_SCOPE),
    collectorId: ExternalId.nullable().default(null),
  })
  .refine(({ role, collectorId }) => role !== 'collector' || collectorId !== null, needsCollector);
export type NewAccount = z.infer<typeof NewAccount>;

/** What of an account is to be changed; what is left out stays. */
export const AccountChange = z.strictObject({
  displayName: DisplayName.optional(),
  role: Role.optional(),
  scope: Scope.optional(),
  collectorId: ExternalId.nullable().optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** An account with a password that was made up for it: shown this once, to be changed at the first sign-in. */
export const AccountWithPassword = z.strictObject({ account: AccountView, password: z.string() });
export type AccountWithPassword = z.infer<typeof AccountWithPassword>;

/** An API token as admins see it; the token itself is nowhere kept. */
export const TokenView = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: Role,
  scope: Scope,
  /** The end of the token, to recognise it by. */
  lastFour: z.string(),
  createdAt: OffsetDateTime,
  createdBy: z.string(),
  expiresAt: OffsetDateTime.nullable(),
  revokedAt: OffsetDateTime.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const TokenList = z.strictObject({ tokens: z.array(TokenView) });

export const NewToken = z.strictObject({
  name: DisplayName,
  role: Role,
  scope: Scope.default(WHOLE_SCOPE),
  /** Days until it ends; null for a token without end. */
  expiresInDays: z.int().min(1).max(3_650).nullable().default(90),
});
export type NewToken = z.infer<typeof NewToken>;

/** A token when it is made: the only time it is shown. */
export const TokenWithSecret = z.strictObject({ token: TokenView, secret: z.string() });

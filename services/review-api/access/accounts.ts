import { z } from 'zod';
import {
  type AccountChange,
  AccountKind,
  type AccountView,
  type NewAccount,
  ROLE_PERMISSIONS,
  Role,
  Scope,
  WHOLE_SCOPE,
} from '../../../contracts/access.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import { hashPassword, randomPassword } from './password-hash.ts';

const AccountBody = z.strictObject({
  kind: AccountKind.default('local'),
  displayName: z.string(),
  role: Role,
  scope: Scope.default(WHOLE_SCOPE),
  collectorId: z.string().nullable().default(null),
  /** Null: no password opens it. */
  passwordHash: z.string().nullable(),
  mustChangePassword: z.boolean(),
  disabled: z.boolean(),
  /** Sessions opened under an earlier one have ended. */
  epoch: z.int().positive(),
  createdAt: OffsetDateTime,
  createdBy: z.string(),
  /** Of an account of kind oidc: who it is at the provider. */
  subject: z.strictObject({ issuer: z.string(), sub: z.string() }).optional(),
});
type AccountBody = z.infer<typeof AccountBody>;

export interface Account extends AccountBody {
  readonly username: string;
}

export type CreatedAccount =
  | { readonly status: 'created'; readonly account: AccountView; readonly password: string }
  | { readonly status: 'exists' };

/** Somebody whom the organisation's provider has just signed in. */
export interface ProvidedAccount extends NewAccount {
  readonly subject: { readonly issuer: string; readonly sub: string };
}

export type AdmittedAccount =
  /** before: null for a new one. */
  | { readonly status: 'admitted'; readonly account: Account; readonly before: AccountView | null }
  /** Another account has the name, or an admin has disabled this one. */
  | { readonly status: 'name_taken' | 'disabled' };

export interface Accounts {
  find(username: string): Promise<Account | null>;
  list(): Promise<readonly AccountView[]>;
  /** With a random password that must be changed at the first sign-in. Names are never given twice. */
  create(input: NewAccount, createdBy: string): Promise<CreatedAccount>;
  /** Makes or brings up to date the account of somebody whom the provider has signed in. */
  admit(provided: ProvidedAccount): Promise<AdmittedAccount>;
  /** Works at once, in open sessions too. The last account that may manage accounts stays one. */
  change(username: string, change: AccountChange): Promise<AccountView | 'last_admin' | null>;
  /** Disabling ends every session. The last account that may manage accounts stays. */
  setDisabled(username: string, disabled: boolean): Promise<AccountView | 'last_admin' | null>;
  /** A new random password; ends every session. */
  resetPassword(username: string): Promise<{ account: AccountView; password: string } | 'no_password' | null>;
  /** The owner's own choice; ends every session. */
  changePassword(username: string, password: string): Promise<Account | null>;
}

/** Accounts, as documents of the record store under their names. */
export function createAccounts(store: DocumentStore, now: () => Date): Accounts {
  const documents = createKeptDocuments(store, 'account', AccountBody);

  async function find(username: string): Promise<Account | null> {
    const kept = await documents.get(username);
    return kept && { ...kept.body, username };
  }

  async function update(username: string, change: (body: AccountBody) => Partial<AccountBody>) {
    const kept = await documents.update(username, (body) => ({ ...body, ...change(body) }));
    return kept && { ...kept.body, username };
  }

  async function isLastManager(username: string): Promise<boolean> {
    const managers = (await documents.list()).filter(
      ({ body }) => !body.disabled && ROLE_PERMISSIONS[body.role].includes('accounts:manage'),
    );
    return managers.length === 1 && managers[0]?.id === username;
  }

  return {
    find,
    async list() {
      return (await documents.list()).map(({ id, body }) => accountView({ ...body, username: id }));
    },
    async create({ username, ...given }, createdBy) {
      const password = randomPassword();
      const body: AccountBody = {
        kind: 'local',
        ...given,
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        epoch: 1,
        createdAt: now().toISOString(),
        createdBy,
      };
      if (!(await documents.create(username, body))) return { status: 'exists' };
      return { status: 'created', account: accountView({ ...body, username }), password };
    },
    async admit({ username, subject, ...given }) {
      const body: AccountBody = {
        kind: 'oidc',
        ...given,
        subject,
        passwordHash: null,
        mustChangePassword: false,
        disabled: false,
        epoch: 1,
        createdAt: now().toISOString(),
        createdBy: subject.issuer,
      };
      if (await documents.create(username, body))
        return { status: 'admitted', account: { ...body, username }, before: null };
      const known = await find(username);
      const isSame = known?.subject?.issuer === subject.issuer && known.subject.sub === subject.sub;
      if (known === null || !isSame) return { status: 'name_taken' };
      if (known.disabled) return { status: 'disabled' };
      const account = await update(username, () => given);
      return account === null
        ? { status: 'name_taken' }
        : { status: 'admitted', account, before: accountView(known) };
    },
    async change(username, { displayName, role, scope, collectorId }) {
      const staysManager = role === undefined || ROLE_PERMISSIONS[role].includes('accounts:manage');
      if (!staysManager && (await isLastManager(username))) return 'last_admin';
      const account = await update(username, (body) => ({
        displayName: displayName ?? body.displayName,
        role: role ?? body.role,
        scope: scope ?? body.scope,
        collectorId: collectorId === undefined ? body.collectorId : collectorId,
      }));
      return account && accountView(account);
    },
    async setDisabled(username, disabled) {
      if (disabled && (await isLastManager(username))) return 'last_admin';
      const account = await update(username, ({ epoch }) => ({ disabled, epoch: epoch + 1 }));
      return account && accountView(account);
    },
    async resetPassword(username) {
      const known = await find(username);
      if (known === null) return null;
      if (known.kind === 'oidc') return 'no_password';
      const password = randomPassword();
      const passwordHash = await hashPassword(password);
      const account = await update(username, ({ epoch }) => ({
        passwordHash,
        mustChangePassword: true,
        epoch: epoch + 1,
      }));
      return account && { account: accountView(account), password };
    },
    async changePassword(username, password) {
      const passwordHash = await hashPassword(password);
      return update(username, ({ epoch }) => ({
        passwordHash,
        mustChangePassword: false,
        epoch: epoch + 1,
      }));
    },
  };
}

/** An account without what is nobody's business. */
export function accountView({
  passwordHash: _hash,
  epoch: _epoch,
  subject: _subject,
  ...view
}: Account): AccountView {
  return view;
}

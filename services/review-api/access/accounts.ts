import { z } from 'zod';
import { type AccountView, type NewAccount, ROLE_PERMISSIONS, Role } from '../../../contracts/access.ts';
import { OffsetDateTime } from '../../../contracts/text.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import { hashPassword, randomPassword } from './password-hash.ts';

const AccountBody = z.strictObject({
  displayName: z.string(),
  role: Role,
  passwordHash: z.string(),
  mustChangePassword: z.boolean(),
  disabled: z.boolean(),
  /** Sessions opened under an earlier one have ended. */
  epoch: z.int().positive(),
  createdAt: OffsetDateTime,
  createdBy: z.string(),
});
type AccountBody = z.infer<typeof AccountBody>;

export interface Account extends AccountBody {
  readonly username: string;
}

export type CreatedAccount =
  | { readonly status: 'created'; readonly account: AccountView; readonly password: string }
  | { readonly status: 'exists' };

export interface Accounts {
  find(username: string): Promise<Account | null>;
  list(): Promise<readonly AccountView[]>;
  /** With a random password that must be changed at the first sign-in. Names are never given twice. */
  create(input: NewAccount, createdBy: string): Promise<CreatedAccount>;
  /** Disabling ends every session. The last account that may manage accounts stays. */
  setDisabled(username: string, disabled: boolean): Promise<AccountView | 'last_admin' | null>;
  /** A new random password; ends every session. */
  resetPassword(username: string): Promise<{ account: AccountView; password: string } | null>;
  /** The owner's own choice; ends every session. */
  changePassword(username: string, password: string): Promise<Account | null>;
}

/** Accounts, as documents of the record store under their names. */
export function createAccounts(store: DocumentStore, now: () => Date): Accounts {
  const documents = createKeptDocuments(store, 'account', AccountBody);

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
    async find(username) {
      const kept = await documents.get(username);
      return kept && { ...kept.body, username };
    },
    async list() {
      return (await documents.list()).map(({ id, body }) => viewOf({ ...body, username: id }));
    },
    async create({ username, displayName, role }, createdBy) {
      const password = randomPassword();
      const body: AccountBody = {
        displayName,
        role,
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        epoch: 1,
        createdAt: now().toISOString(),
        createdBy,
      };
      if (!(await documents.create(username, body))) return { status: 'exists' };
      return { status: 'created', account: viewOf({ ...body, username }), password };
    },
    async setDisabled(username, disabled) {
      if (disabled && (await isLastManager(username))) return 'last_admin';
      const account = await update(username, ({ epoch }) => ({ disabled, epoch: epoch + 1 }));
      return account && viewOf(account);
    },
    async resetPassword(username) {
      const password = randomPassword();
      const passwordHash = await hashPassword(password);
      const account = await update(username, ({ epoch }) => ({
        passwordHash,
        mustChangePassword: true,
        epoch: epoch + 1,
      }));
      return account && { account: viewOf(account), password };
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

function viewOf({ passwordHash: _hash, epoch: _epoch, ...view }: Account): AccountView {
  return view;
}

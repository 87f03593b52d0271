import { NewAccount } from '../../../contracts/access.ts';
import type { Accounts } from './accounts.ts';

/** The account made at the very first start. The password is for one pair of eyes: print it, never log it. */
export interface FirstAccount {
  readonly username: string;
  readonly password: string;
}

const FIRST = NewAccount.parse({ username: 'admin', displayName: 'Administrator', role: 'admin' });

/** Makes the account `admin` when there is none at all; null otherwise. Of several processes, one makes it. */
export async function ensureFirstAccount(accounts: Accounts): Promise<FirstAccount | null> {
  if ((await accounts.list()).length > 0) return null;
  const created = await accounts.create(FIRST, 'first start');
  if (created.status === 'exists') return null;
  return { username: FIRST.username, password: created.password };
}

import { Username } from '../../../contracts/access.ts';
import type { Account, Accounts } from './accounts.ts';
import { NOBODYS_HASH, passwordMatches } from './password-hash.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';

export type PasswordCheck =
  | { readonly status: 'right'; readonly account: Account }
  | { readonly status: 'wrong' }
  | { readonly status: 'locked'; readonly retryAfterSeconds: number };

export type CheckPassword = (typedName: string, password: string) => Promise<PasswordCheck>;

/**
 * Checks a name with its password, counting tries. Takes as long and answers the same for a name that nobody has, a
 * disabled account and a wrong password.
 */
export function createPasswordCheck(accounts: Accounts, attempts: SignInAttempts): CheckPassword {
  return async function checkPassword(typedName, password) {
    const name = Username.safeParse(typedName);
    const counted = name.success ? name.data : typedName;
    const attempt = await attempts.begin(counted);
    if (attempt.status === 'locked') return attempt;
    const account = name.success ? await accounts.find(name.data) : null;
    const matches = await passwordMatches(account?.passwordHash ?? NOBODYS_HASH, password);
    if (account === null || account.disabled || !matches) return { status: 'wrong' };
    await attempts.forget(counted);
    return { status: 'right', account };
  };
}

import type { Logger } from '../../../../platform/logging/create-logger.ts';
import type { Ledger } from '../../ledger/create-ledger.ts';
import { type Account, type Accounts, accountView } from '../accounts.ts';
import { claimedAccount } from './claimed-account.ts';
import type { OidcAnswer } from './oidc-client.ts';
import type { OidcSettings } from './oidc-settings.ts';

export type OidcRefusal =
  | 'oidc_refused'
  | 'oidc_no_role'
  | 'oidc_no_collector'
  | 'oidc_name_taken'
  | 'account_disabled';

export type SignedIn =
  | { readonly status: 'signed_in'; readonly account: Account }
  | { readonly status: 'refused'; readonly code: OidcRefusal };

/** Turns what the provider said into an account here, and writes into the ledger what came of it. */
export type OidcSignIn = (answer: OidcAnswer, address: string) => Promise<SignedIn>;

export interface OidcSignInOptions {
  readonly settings: OidcSettings;
  readonly accounts: Pick<Accounts, 'admit'>;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Makes the account at the first sign-in; at each later one role, scope and collector are what the claims say then. */
export function createOidcSignIn({ settings, accounts, ledger, logger }: OidcSignInOptions): OidcSignIn {
  async function refused(
    code: OidcRefusal,
    detail: string,
    username: string,
    address: string,
  ): Promise<SignedIn> {
    await ledger.append({
      actor: { id: 'nobody', role: 'none' },
      action: 'login_failed',
      object: { kind: 'account', id: username },
      reason: code,
      after: { address, issuer: settings.issuer, detail },
    });
    logger.warn({ code, detail }, 'a sign-in at the provider came to nothing');
    return { status: 'refused', code };
  }

  return async function signIn(answer, address) {
    if (answer.status === 'refused') return refused('oidc_refused', answer.code, '', address);
    const claimed = claimedAccount(answer.claims, answer.sub, settings);
    if (claimed.status !== 'account') return refused(`oidc_${claimed.status}`, '', '', address);
    const { username } = claimed.account;
    const admitted = await accounts.admit(claimed.account);
    if (admitted.status !== 'admitted') {
      const code = admitted.status === 'disabled' ? 'account_disabled' : 'oidc_name_taken';
      return refused(code, '', username, address);
    }
    const { account, before } = admitted;
    const [actor, object] = [
      { id: username, role: account.role },
      { kind: 'account', id: username },
    ];
    const after = accountView(account);
    if (before === null || JSON.stringify(before) !== JSON.stringify(after))
      await ledger.append({
        actor,
        action: 'account_change',
        object,
        reason: settings.issuer,
        before,
        after,
      });
    await ledger.append({ actor, action: 'login', object, after: { address, issuer: settings.issuer } });
    return { status: 'signed_in', account };
  };
}

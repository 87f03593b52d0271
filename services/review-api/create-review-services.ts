import type { EventLog } from '../../platform/event-log/port.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import { type Accounts, createAccounts } from './access/accounts.ts';
import { type ApiTokens, createApiTokens } from './access/api-tokens.ts';
import { type CheckPassword, createPasswordCheck } from './access/check-password.ts';
import { createOidc, type Oidc } from './access/oidc/create-oidc.ts';
import type { OidcSettings } from './access/oidc/oidc-settings.ts';
import { createSessions, type Sessions } from './access/sessions.ts';
import { createSignInAttempts, type SignInAttempts } from './access/sign-in-attempts.ts';
import { createReviewWork, type ReviewWork } from './create-review-work.ts';
import { createLegalHolds, type LegalHolds } from './holds/legal-holds.ts';
import { createLedger, type Ledger } from './ledger/create-ledger.ts';
import { createHeadLog } from './ledger/log-heads.ts';
import { createRetention, type Retention } from './retention/create-retention.ts';
import { createRevealGrants, type RevealGrants } from './reveals/reveal-grants.ts';

export interface ReviewServicesOptions {
  readonly store: RecordStore;
  readonly eventLog: Pick<EventLog, 'publish'>;
  readonly sessionSecret: string;
  readonly sessionMaxAgeMs: number;
  /** What seals the ledger, the one in use first; default sessionSecret. */
  readonly ledgerSecrets?: readonly string[];
  /** How long a reveal of personal data lasts; default a quarter of an hour. */
  readonly revealMs?: number;
  /** The organisation's provider; null or left out: local accounts only. */
  readonly oidc?: OidcSettings | null;
  readonly logger: Logger;
  readonly now: () => Date;
}

const DEFAULT_REVEAL_MS = 15 * 60_000;

/** What the routes and the housekeeping work with. */
export interface ReviewServices extends ReviewWork {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: ApiTokens;
  readonly attempts: SignInAttempts;
  readonly checkPassword: CheckPassword;
  readonly ledger: Ledger;
  /** Null: no provider is configured. */
  readonly oidc: Oidc | null;
  readonly grants: RevealGrants;
  readonly holds: LegalHolds;
  readonly retention: Retention;
}

/** Access and reviews over the record store; nothing is kept in the process. */
export function createReviewServices(options: ReviewServicesOptions): ReviewServices {
  const { store, eventLog, logger, now } = options;
  const accounts = createAccounts(store, now);
  const attempts = createSignInAttempts(store, now);
  const ledger = createLedger({
    store,
    now,
    secrets: options.ledgerSecrets ?? [options.sessionSecret],
    onHead: createHeadLog(logger, now),
  });
  const holds = createLegalHolds({ store, ledger, now });
  return {
    holds,
    retention: createRetention({ store, ledger, holds, now }),
    ...createReviewWork({ store, eventLog, ledger, accounts, logger, now }),
    accounts,
    attempts,
    ledger,
    oidc: options.oidc ? createOidc(options.oidc, { accounts, ledger, logger }) : null,
    grants: createRevealGrants({ store, now, revealMs: options.revealMs ?? DEFAULT_REVEAL_MS }),
    sessions: createSessions({
      store,
      now,
      maxAgeMs: options.sessionMaxAgeMs,
      secret: options.sessionSecret,
    }),
    tokens: createApiTokens(store, now),
    checkPassword: createPasswordCheck(accounts, attempts),
  };
}

import { userInfo } from 'node:os';
import type { LedgerActor } from '../contracts/ledger.ts';
import type { LoadedConfig } from '../platform/config/load-config.ts';
import type { Runtime } from '../platform/runtime/open-runtime.ts';
import { createLedger, type Ledger } from '../services/review-api/ledger/create-ledger.ts';
import { ledgerSecrets } from '../services/review-api/ledger/ledger-secrets.ts';

/** The installation's ledger, for one command. Settle it before the store is closed. */
export function openLedger(
  { store }: Pick<Runtime, 'store'>,
  { config }: Pick<LoadedConfig, 'config'>,
): Ledger {
  return createLedger({ store, now: () => new Date(), secrets: ledgerSecrets(config) });
}

/** Whoever is at the machine: who can run commands there needs no account. */
export function machineUser(): LedgerActor {
  return { id: `cli:${userInfo().username}`, role: 'system' };
}

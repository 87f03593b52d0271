import { join } from 'node:path';
import type { Config } from '../../../platform/config/config-schema.ts';
import { keptSecret } from '../../../platform/config/kept-secret.ts';
import { sessionSecret } from '../session-secret.ts';

/**
 * What seals the ledger, the one in use first. An embedded installation without one makes it and keeps it in
 * dataDir/ledger.secret; a cluster without one takes session.secret. Throws ConfigError where sessionSecret does.
 */
export function ledgerSecrets(config: Config): readonly string[] {
  const { runtime, dataDir, ledger } = config;
  const { secret, formerSecrets } = ledger;
  if (secret !== undefined) return [secret, ...formerSecrets];
  const own = runtime === 'embedded' ? keptSecret(join(dataDir, 'ledger.secret')) : sessionSecret(config);
  return [own, ...formerSecrets];
}

import { join } from 'node:path';
import { ConfigError } from '../../platform/config/config-error.ts';
import type { Config } from '../../platform/config/config-schema.ts';
import { keptSecret } from '../../platform/config/kept-secret.ts';

/**
 * What signs session cookies. An embedded installation without one makes it and keeps it in dataDir/session.secret; in a
 * cluster it must be given (ConfigError), because every process must know the same.
 */
export function sessionSecret({ runtime, dataDir, session }: Config): string {
  if (session.secret !== undefined) return session.secret;
  if (runtime === 'embedded') return keptSecret(join(dataDir, 'session.secret'));
  throw new ConfigError([
    {
      code: 'CONFIG_INVALID_VALUE',
      setting: 'session.secret',
      source: 'default',
      reason: 'is needed in a cluster',
      mend: 'Set CALLWARDEN_SESSION_SECRET or CALLWARDEN_SESSION_SECRET_FILE.',
    },
  ]);
}

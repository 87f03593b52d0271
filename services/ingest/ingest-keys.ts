import { join } from 'node:path';
import { ConfigError } from '../../platform/config/config-error.ts';
import type { Config } from '../../platform/config/config-schema.ts';
import { keptSecret } from '../../platform/config/kept-secret.ts';
import type { Logger } from '../../platform/logging/create-logger.ts';

/**
 * The keys that senders may present. An embedded installation without any makes one and keeps it in
 * dataDir/ingest.key; in a cluster they must be given (ConfigError), because every process must know the same.
 */
export function ingestKeys(config: Config, logger: Logger): readonly string[] {
  if (config.ingest.apiKeys.length > 0) return config.ingest.apiKeys;
  if (config.runtime === 'cluster') {
    throw new ConfigError([
      {
        code: 'CONFIG_INVALID_VALUE',
        setting: 'ingest.apiKeys',
        source: 'default',
        reason: 'is needed in a cluster',
        mend: 'Set CALLWARDEN_INGEST_API_KEYS or CALLWARDEN_INGEST_API_KEYS_FILE.',
      },
    ]);
  }
  const file = join(config.dataDir, 'ingest.key');
  const key = keptSecret(file);
  logger.info({ file }, 'no ingest.apiKeys are set; senders use the key in this file');
  return [key];
}

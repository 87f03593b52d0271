import type { Config } from '../../platform/config/config-schema.ts';
import { oidcSettings } from './access/oidc/oidc-settings.ts';
import { ledgerSecrets } from './ledger/ledger-secrets.ts';
import { sessionSecret } from './session-secret.ts';

/** What the review API takes from the configuration. Throws ConfigError for a secret that is missing. */
export function reviewApiSettings(config: Config) {
  return {
    host: config.http.host,
    port: config.http.port,
    trustProxy: config.http.trustProxy,
    sessionSecret: sessionSecret(config),
    oidc: oidcSettings(config),
    ledgerSecrets: ledgerSecrets(config),
    sessionMaxAgeMs: config.session.maxAgeHours * 3_600_000,
  };
}

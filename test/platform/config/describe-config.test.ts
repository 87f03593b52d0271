import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeConfig } from '../../../platform/config/describe-config.ts';
import { listSettings } from '../../../platform/config/list-settings.ts';
import { loadConfig } from '../../../platform/config/load-config.ts';

test('lists every setting with value, default and source', () => {
  const described = describeConfig(loadConfig({ env: { CALLWARDEN_HTTP_PORT: '9090' } }));
  assert.equal(described.length, listSettings().length);
  const port = described.find((setting) => setting.name === 'http.port');
  assert.equal(port?.value, '9090');
  assert.equal(port?.default, '8080');
  assert.equal(port?.source, 'environment CALLWARDEN_HTTP_PORT');
  assert.equal(described.find((setting) => setting.name === 'log.level')?.source, 'default');
});

test('hides secrets, also those inside of addresses', () => {
  const secrets = ['key-abcdefghijklmnop', 's'.repeat(40), 'kafka-word', 'store-word', 'url-word'];
  const described = describeConfig(
    loadConfig({
      env: {
        CALLWARDEN_INGEST_API_KEYS: secrets[0],
        CALLWARDEN_SESSION_SECRET: secrets[1],
        CALLWARDEN_KAFKA_SASL_PASSWORD: secrets[2],
        CALLWARDEN_OPEN_SEARCH_PASSWORD: secrets[3],
        CALLWARDEN_OPEN_SEARCH_NODES: `https://admin:${secrets[4]}@search:9200`,
      },
    }),
  );
  const shown = JSON.stringify(described);
  for (const secret of secrets) assert.ok(!shown.includes(secret), `shows ${secret}`);
  assert.equal(described.find((setting) => setting.name === 'session.secret')?.value, '(hidden)');
});

test('no two settings share a variable', () => {
  const names = listSettings().flatMap((setting) => [
    setting.env,
    ...(setting.secret ? [`${setting.env}_FILE`] : []),
  ]);
  assert.equal(new Set(names).size, names.length);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ConfigError, type ConfigProblem } from '../../../platform/config/config-error.ts';
import { type LoadOptions, loadConfig } from '../../../platform/config/load-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'callwarden-config-'));
test.after(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  writeFileSync(path, text);
  return path;
}

function problemsOf(options: LoadOptions): readonly ConfigProblem[] {
  try {
    loadConfig(options);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.code, 'CONFIG_INVALID');
    return error.problems;
  }
  return assert.fail('the configuration was taken');
}

test('without anything the defaults are a loopback installation with SQLite', () => {
  const { config, sources } = loadConfig({ env: {} });
  assert.equal(config.runtime, 'embedded');
  assert.equal(config.http.host, '127.0.0.1');
  assert.equal(config.dataDir, './data');
  assert.equal(config.analyzer.sampleRate, 0.01);
  assert.deepEqual(config.ingest.apiKeys, []);
  assert.equal(sources.size, 0);
});

test('file is beaten by environment, environment by flags; untouched settings keep the file', () => {
  const file = fileWith('http:\n  port: 1111\n  host: 10.0.0.1\nkafka:\n  clientId: from-file\n');
  const { config, sources } = loadConfig({
    env: { CALLWARDEN_HTTP_PORT: '2222', CALLWARDEN_KAFKA_CLIENT_ID: 'from-env', CALLWARDEN_CONFIG: file },
    flags: { values: { 'kafka.clientId': 'from-flag' } },
  });
  assert.equal(config.http.port, 2222);
  assert.equal(config.http.host, '10.0.0.1');
  assert.equal(config.kafka.clientId, 'from-flag');
  assert.equal(sources.get('http.port'), 'environment CALLWARDEN_HTTP_PORT');
  assert.equal(sources.get('kafka.clientId'), 'flag kafka.clientId');
  assert.match(sources.get('http.host') ?? '', /\.yaml:3$/);
});

test('text from the environment becomes numbers, booleans and lists', () => {
  const { config } = loadConfig({
    env: {
      CALLWARDEN_KAFKA_BROKERS: 'one:9092, two:9092',
      CALLWARDEN_KAFKA_TLS_ENABLED: 'true',
      CALLWARDEN_ANALYZER_SAMPLE_RATE: '0.5',
      CALLWARDEN_INGEST_PORT: 'shared',
      CALLWARDEN_HTTP_TRUST_PROXY: 'loopback,10.0.0.0/8',
      CALLWARDEN_LOG_LEVEL: '',
    },
  });
  assert.deepEqual(config.kafka.brokers, ['one:9092', 'two:9092']);
  assert.equal(config.kafka.tls.enabled, true);
  assert.equal(config.analyzer.sampleRate, 0.5);
  assert.equal(config.ingest.port, 'shared');
  assert.deepEqual(config.http.trustProxy, ['loopback', '10.0.0.0/8']);
  assert.equal(config.log.level, 'info');
});

test('a secret may come from a file, but not twice', () => {
  const secret = fileWith('0123456789-from-a-file\n');
  const { config, sources } = loadConfig({ env: { CALLWARDEN_INGEST_API_KEYS_FILE: secret } });
  assert.deepEqual(config.ingest.apiKeys, ['0123456789-from-a-file']);
  assert.match(sources.get('ingest.apiKeys') ?? '', /CALLWARDEN_INGEST_API_KEYS_FILE/);
  const [twice] = problemsOf({
    env: { CALLWARDEN_INGEST_API_KEYS_FILE: secret, CALLWARDEN_INGEST_API_KEYS: '0123456789-abcdef' },
  });
  assert.equal(twice?.code, 'CONFIG_GIVEN_TWICE');
  const [away] = problemsOf({ env: { CALLWARDEN_SESSION_SECRET_FILE: join(folder, 'absent') } });
  assert.equal(away?.code, 'CONFIG_SECRET_UNREADABLE');
  assert.equal(away?.setting, 'session.secret');
});

test('every problem is told at once, with setting, source and mend', () => {
  const file = fileWith('http:\n  prot: 1\nlog:\n  level: loud\n');
  const problems = problemsOf({
    env: { CALLWARDEN_HTTP_PORT: 'eighty', CALLWARDEN_KAFKA_BROKER: 'a:1' },
    flags: { file, values: { 'no.such': '1' } },
  });
  const bySetting = new Map(problems.map((problem) => [problem.setting, problem]));
  assert.deepEqual([...bySetting.keys()].sort(), [
    'CALLWARDEN_KAFKA_BROKER',
    'http.port',
    'http.prot',
    'log.level',
    'no.such',
  ]);
  assert.match(bySetting.get('http.prot')?.mend ?? '', /Did you mean http\.port/);
  assert.match(bySetting.get('http.prot')?.source ?? '', /:2$/);
  assert.match(bySetting.get('CALLWARDEN_KAFKA_BROKER')?.mend ?? '', /CALLWARDEN_KAFKA_BROKERS/);
  assert.match(bySetting.get('http.port')?.source ?? '', /CALLWARDEN_HTTP_PORT/);
});

for (const [what, options, code, setting] of [
  [
    'a file that is not there though named',
    { flags: { file: '/no/such.yaml', values: {} } },
    'CONFIG_FILE_UNREADABLE',
    /file/,
  ],
  [
    'a file that is not YAML',
    { flags: { file: fileWith('a: [1'), values: {} } },
    'CONFIG_FILE_NOT_YAML',
    /file/,
  ],
  ['a file that is a list', { flags: { file: fileWith('- 1'), values: {} } }, 'CONFIG_FILE_NOT_YAML', /file/],
  [
    'a certificate without its key',
    { env: { CALLWARDEN_KAFKA_TLS_CERT: 'c.pem' } },
    'CONFIG_INVALID_VALUE',
    /^kafka\.tls\.key$/,
  ],
  [
    'a mechanism without a user',
    { env: { CALLWARDEN_KAFKA_SASL_MECHANISM: 'plain' } },
    'CONFIG_INVALID_VALUE',
    /^kafka\.sasl\.username$/,
  ],
  [
    'a service link of an orchestrator',
    { env: { CALLWARDEN_INGEST_PORT: 'tcp://10.0.0.1:8081' } },
    'CONFIG_INVALID_VALUE',
    /^ingest\.port$/,
  ],
  ['a value for a group', { flags: { values: { kafka: '1' } } }, 'CONFIG_UNKNOWN_SETTING', /^kafka$/],
  [
    'a short key',
    { env: { CALLWARDEN_INGEST_API_KEYS: 'short' } },
    'CONFIG_INVALID_VALUE',
    /^ingest\.apiKeys$/,
  ],
] as const) {
  test(`refused: ${what}`, () => {
    const problems = problemsOf({ env: {}, ...options });
    assert.equal(problems[0]?.code, code);
    assert.match(problems[0]?.setting ?? '', setting);
  });
}

test('an error never shows a secret that was refused', () => {
  try {
    loadConfig({ env: { CALLWARDEN_SESSION_SECRET: 'too-short-secret' } });
    assert.fail('it was taken');
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.doesNotMatch(error.message, /too-short-secret/);
  }
});

test('variables of an orchestrator are ignored with a warning, empty files and null sections are fine', () => {
  const { config, warnings } = loadConfig({
    env: { CALLWARDEN_SERVICE_HOST: '10.0.0.1' },
    flags: { file: fileWith('# nothing\nhttp:\nkafka:\n  prefix:\n'), values: {} },
  });
  assert.equal(config.kafka.prefix, 'callwarden.');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /CALLWARDEN_SERVICE_HOST/);
});

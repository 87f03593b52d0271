import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../../platform/config/config-error.ts';
import { readFlags } from '../../../platform/config/read-flags.ts';

test('reads --config and --set, joined or apart', () => {
  assert.deepEqual(readFlags(['--config', 'a.yaml', '--set', 'http.port=1', '--set=log.level=debug']), {
    file: 'a.yaml',
    values: { 'http.port': '1', 'log.level': 'debug' },
  });
  assert.deepEqual(readFlags([]), { values: {} });
});

for (const args of [['--sett', 'a=1'], ['--set', 'http.port'], ['--set'], ['--config'], ['stray']]) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => readFlags(args), ConfigError);
  });
}

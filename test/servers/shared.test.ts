import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { assertPortsFree } from '../../platform/servers/free-port.ts';
import { serversOrSkip } from './require.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const SETUP = join(import.meta.dirname, 'global-setup.ts');

describe('the shared servers', { skip: await serversOrSkip('kafka') }, () => {
  it('are started once for the files of a run, and are gone after it', async () => {
    const files = (await readdir(FIXTURES)).map((name) => join(FIXTURES, name));
    const seen = [...(await runTests(files)).matchAll(/broker (\S+):(\d+)/g)].map(([, , port]) =>
      Number(port),
    );
    assert.equal(seen.length, files.length);
    const [port, ...others] = new Set(seen);
    assert.ok(port !== undefined);
    assert.deepEqual(others, []);
    await assertPortsFree([port]);
  });
});

/** Output of a run of its own; the runner's marks in the environment would make it report to this one. */
async function runTests(files: readonly string[]): Promise<string> {
  const { NODE_TEST_CONTEXT, CALLWARDEN_TEST_SERVERS, CALLWARDEN_TEST_KAFKA, ...env } = process.env;
  const args = ['--test', `--test-global-setup=${SETUP}`, '--test-reporter=tap', ...files];
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

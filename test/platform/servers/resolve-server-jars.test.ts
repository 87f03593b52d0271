import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { resolveServerJars } from '../../../platform/servers/resolve-server-jars.ts';
import { chooseJdk } from '../../../platform/servers/server-versions.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';

describe('the jars of a server', { skip: await serversOrSkip('kafka') }, () => {
  let cacheDir: string;
  before(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'callwarden-jars-'));
  });
  after(() => rm(cacheDir, { recursive: true, force: true }));

  it('are built by one of two processes that want them at once, and whole for both', async () => {
    const wanted = { server: 'kafka', jdk: chooseJdk('kafka', await testJdks()), cacheDir };
    const module = import.meta.resolve('../../../platform/servers/resolve-server-jars.ts');
    const script = `const { resolveServerJars } = await import(${JSON.stringify(module)});
      console.log((await resolveServerJars(${JSON.stringify(wanted)})).built);`;
    const resolveInProcess = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const outputs = await Promise.all([resolveInProcess(), resolveInProcess()]);

    assert.deepEqual(outputs.map(({ stdout }) => stdout.trim()).sort(), ['false', 'true']);
    const [entry, ...others] = await readdir(cacheDir);
    assert.ok(entry !== undefined);
    assert.deepEqual(others, [], 'neither lock nor draft is left');
    assert.ok((await readdir(join(cacheDir, entry, 'lib'))).some((jar) => jar.startsWith('kafka-server-')));
    assert.deepEqual(await readdir(join(cacheDir, entry, 'classes')), ['EndWithParent.class']);
  });

  it('fail with a code when Maven is not there or cannot fetch them', async () => {
    const jdk = chooseJdk('kafka', await testJdks());
    const elsewhere = join(cacheDir, 'elsewhere');
    await assert.rejects(
      resolveServerJars({ server: 'kafka', jdk, cacheDir: elsewhere, maven: join(cacheDir, 'no-mvn') }),
      { code: 'maven_missing', message: /install Maven/ },
    );
    // A program that always fails stands for a Maven without a network.
    const asked: string[] = [];
    const offline = { server: 'kafka', jdk, cacheDir: elsewhere, maven: 'false' } as const;
    await assert.rejects(resolveServerJars({ ...offline, onDownload: (server) => asked.push(server) }), {
      code: 'jars_unavailable',
    });
    assert.deepEqual(asked, ['kafka']);
    assert.deepEqual(await readdir(elsewhere), []);
  });
});

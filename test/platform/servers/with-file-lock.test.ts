import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { withFileLock } from '../../../platform/servers/with-file-lock.ts';

describe('a lock file', () => {
  let dir: string;
  let lock: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callwarden-lock-'));
    lock = join(dir, 'one.lock');
  });
  after(() => rm(dir, { recursive: true, force: true }));

  it('lets one at a time work, and leaves nothing', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await setImmediate();
      inside--;
    };
    await Promise.all(Array.from({ length: 4 }, () => withFileLock(lock, 10_000, work)));
    assert.equal(most, 1);
    assert.deepEqual(await readdir(dir), []);
  });

  it('is freed by work that throws', async () => {
    const failing = withFileLock(lock, 1000, () => Promise.reject(new Error('no luck')));
    await assert.rejects(failing, /no luck/);
    assert.equal(await withFileLock(lock, 1000, async () => 'mine'), 'mine');
  });

  it('is taken over from a dead process', async () => {
    await writeFile(lock, String(spawnSync(process.execPath, ['--version']).pid));
    assert.equal(await withFileLock(lock, 1000, async () => 'mine'), 'mine');
  });

  it('is left to a live process, with an error that names it', async () => {
    await writeFile(lock, String(process.pid));
    await assert.rejects(
      withFileLock(lock, 0, async () => 'mine'),
      { code: 'cache_locked', message: /one\.lock/ },
    );
  });
});

import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServerError } from './server-error.ts';

const POLL_MS = 200;

/**
 * Runs `work` while no other process of this machine holds the lock file `path`. The file holds its owner's
 * process id; the lock of a dead owner is taken over. Two may take it over at the same instant, so `work` must be safe, if
 * wasteful, when doubled. Throws ServerError `cache_locked` after `timeoutMs`.
 */
export async function withFileLock<T>(path: string, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  while (!(await acquire(path))) {
    if (await ownerIsDead(path)) await rm(path, { force: true });
    else if (Date.now() > deadline) {
      throw new ServerError('cache_locked', `${path} is held by another process; end it or delete the file.`);
    } else await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Linked into place with its content, so that no reader ever sees a lock without an owner. */
async function acquire(path: string): Promise<boolean> {
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, path);
    return true;
  } catch (fault) {
    if (isCode(fault, 'EEXIST')) return false;
    throw fault;
  } finally {
    await rm(own, { force: true });
  }
}

async function ownerIsDead(path: string): Promise<boolean> {
  const owner = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (Number.isNaN(owner)) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (fault) {
    return isCode(fault, 'ESRCH');
  }
}

function isCode(fault: unknown, code: string): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === code;
}

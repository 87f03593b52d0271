import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createEmbeddedEventLog,
  type EmbeddedEventLogOptions,
} from '../../../../platform/event-log/embedded/embedded-event-log.ts';

/** A folder that goes with the test, and what is mounted in it as `disk`. */
export async function folder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'callwarden-event-log-'));
  t.after(async () => {
    if (existsSync(join(dir, 'disk'))) execFileSync('umount', ['-l', join(dir, 'disk')]);
    await rm(dir, { recursive: true, force: true });
  });
  return dir;
}

/** A log that is closed with the test. */
export async function openLog(t: TestContext, options: EmbeddedEventLogOptions) {
  const log = createEmbeddedEventLog(options);
  t.after(() => log.close());
  await log.ensureTopics();
  return log;
}

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isAlive, until } from '../../servers/processes.ts';
import { serversOrSkip, testJdks } from '../../servers/require.ts';

describe('the process of a server', { skip: await serversOrSkip('kafka') }, () => {
  let dir: string;
  const parents: ChildProcess[] = [];
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'callwarden-parent-'));
  });
  after(async () => {
    for (const parent of parents) parent.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  /** A process that starts a broker, tells its id and then does what `next` says. */
  async function startParent(options: object, next: string) {
    const module = import.meta.resolve('../../../platform/servers/start-kafka.ts');
    const script = `const { startKafka } = await import(${JSON.stringify(module)});
      const broker = await startKafka(${JSON.stringify({ ...options, jdks: await testJdks() })});
      console.log(JSON.stringify({ pid: broker.pid, dir: broker.dir }));
      ${next}`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    parents.push(parent);
    const [line] = await once(parent.stdout, 'data');
    const broker: { pid: number; dir: string } = JSON.parse(String(line));
    return { parent, broker };
  }

  it('ends when its parent is killed outright', async () => {
    const { parent, broker } = await startParent({ dir }, '');
    assert.ok(isAlive(broker.pid));
    parent.kill('SIGKILL');
    await until('the broker has ended', () => !isAlive(broker.pid));
  });

  it('ends, with its temporary folder, when its parent exits without stopping it', async () => {
    const { parent, broker } = await startParent({}, 'process.exit(1);');
    if (parent.exitCode === null) await once(parent, 'exit');
    await until('the broker has ended', () => !isAlive(broker.pid));
    assert.equal(existsSync(broker.dir), false);
  });

  it('ends when its parent exits while it hangs', async () => {
    const { parent, broker } = await startParent({ dir }, 'broker.pause(); process.exit(1);');
    if (parent.exitCode === null) await once(parent, 'exit');
    await until('the broker has ended', () => !isAlive(broker.pid));
  });
});

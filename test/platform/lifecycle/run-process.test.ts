import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../../platform/lifecycle/create-lifecycle.ts';

const fixture = fileURLToPath(new URL('./fixtures/process.ts', import.meta.url));

/** Starts the fixture; `seen` resolves when it logs a line with that message. */
function start(behaviour: string) {
  const child = spawn(process.execPath, [fixture, behaviour], { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = createInterface({ input: child.stderr });
  const seen = async (message: string) => {
    for await (const line of lines) if (line.includes(`"msg":"${message}"`)) return;
    assert.fail(`it never said ${message}`);
  };
  return { child, seen };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} stops gracefully with 0`, { timeout: 30_000 }, async () => {
    const { child, seen } = start('works');
    await seen('started');
    child.kill(signal);
    assert.equal(await exitOf(child), EXIT.stopped);
  });
}

test('a second signal ends a process that is stuck', { timeout: 30_000 }, async () => {
  const { child } = start('stuck');
  const asked = Promise.withResolvers<void>();
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.includes('"msg":"started"')) child.kill('SIGTERM');
    if (chunk.includes('"msg":"asked to stop"')) asked.resolve();
  });
  await asked.promise;
  child.kill('SIGTERM');
  assert.equal(await exitOf(child), EXIT.stopTimedOut);
});

for (const behaviour of ['fails', 'rejects']) {
  test(`a part that ${behaviour} gives exit code ${EXIT.partFailed}`, { timeout: 30_000 }, async () => {
    assert.equal(await exitOf(start(behaviour).child), EXIT.partFailed);
  });
}

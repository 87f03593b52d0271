import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLifecycle, EXIT } from '../../../platform/lifecycle/create-lifecycle.ts';
import type { Part, PartHealth } from '../../../platform/lifecycle/part.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';

const logger = createLogger({ level: 'silent', service: 'test' });

function recorder() {
  const seen: string[] = [];
  const fails = new Map<string, (error: unknown) => void>();
  const part = (
    name: string,
    more: { health?: () => PartHealth; stop?: () => Promise<void> } = {},
  ): Part => ({
    name,
    async start(fail) {
      seen.push(`start ${name}`);
      fails.set(name, fail);
      return {
        async stop() {
          seen.push(`stop ${name}`);
          await more.stop?.();
        },
        ...(more.health === undefined ? {} : { health: more.health }),
      };
    },
  });
  return { seen, part, fail: (name: string) => fails.get(name)?.(new Error('gone')) };
}

test('starts in order, stops in reverse, exits with 0; stopping again changes nothing', async () => {
  const { seen, part } = recorder();
  const lifecycle = createLifecycle({ parts: [part('log'), part('server')], logger });
  await lifecycle.start();
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  assert.deepEqual(seen, ['start log', 'start server', 'stop server', 'stop log']);
  assert.equal(await lifecycle.done, EXIT.stopped);
});

test('a part that cannot start stops those before it and those after never start', async () => {
  const { seen, part } = recorder();
  const broken: Part = { name: 'broken', start: () => Promise.reject(new Error('port taken')) };
  const lifecycle = createLifecycle({ parts: [part('log'), broken, part('late')], logger });
  await lifecycle.start();
  assert.equal(await lifecycle.done, EXIT.startFailed);
  assert.deepEqual(seen, ['start log', 'stop log']);
  assert.equal(lifecycle.health().live, false);
});

test('the fault of a running part stops all and shows in the exit code', async () => {
  const { seen, part, fail } = recorder();
  const lifecycle = createLifecycle({ parts: [part('log'), part('consumer')], logger });
  await lifecycle.start();
  fail('consumer');
  assert.equal(await lifecycle.done, EXIT.partFailed);
  assert.deepEqual(seen.slice(2), ['stop consumer', 'stop log']);
});

test('a part that does not stop in time does not hold the process', async () => {
  const { part } = recorder();
  const parts = [part('stuck', { stop: () => new Promise(() => {}) })];
  const lifecycle = createLifecycle({ parts, logger, stopTimeoutMs: 20 });
  await lifecycle.start();
  void lifecycle.stop();
  assert.equal(await lifecycle.done, EXIT.stopTimedOut);
});

test('a stop that comes while a part is starting waits for it and stops it too', async () => {
  const { seen, part } = recorder();
  const gate = Promise.withResolvers<void>();
  const slow: Part = {
    name: 'slow',
    async start(fail) {
      await gate.promise;
      return part('slow').start(fail);
    },
  };
  const lifecycle = createLifecycle({ parts: [slow, part('after')], logger });
  const started = lifecycle.start();
  const stopped = lifecycle.stop();
  gate.resolve();
  await Promise.all([started, stopped]);
  assert.deepEqual(seen, ['start slow', 'stop slow']);
  assert.equal(await lifecycle.done, EXIT.stopped);
});

test('ready only while every part is', async () => {
  const { part } = recorder();
  let state: PartHealth = { ready: true };
  const lifecycle = createLifecycle({
    parts: [part('log'), part('consumer', { health: () => state })],
    logger,
  });
  assert.equal(lifecycle.health().ready, false);
  await lifecycle.start();
  assert.equal(lifecycle.health().ready, true);
  state = { ready: false, code: 'EVENT_LOG_UNREACHABLE', detail: 'waits' };
  assert.equal(lifecycle.health().ready, false);
  assert.equal(lifecycle.health().live, true);
  assert.deepEqual(lifecycle.health().parts.consumer, state);
  await lifecycle.stop();
  assert.equal(lifecycle.health().ready, false);
});

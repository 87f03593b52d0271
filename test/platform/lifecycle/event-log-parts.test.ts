import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createEmbeddedEventLog } from '../../../platform/event-log/embedded/embedded-event-log.ts';
import { type EventLog, EventLogError } from '../../../platform/event-log/port.ts';
import { createConsumerPart } from '../../../platform/lifecycle/consumer-part.ts';
import { createEventLogPart } from '../../../platform/lifecycle/event-log-part.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { until } from '../event-log/support/until.ts';

function openLog(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-parts-'));
  const backoff = { initialMs: 10, maxMs: 20 };
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'log.sqlite'), backoff });
  t.after(async () => {
    await eventLog.close();
    rmSync(folder, { recursive: true });
  });
  return eventLog;
}

const logger = createLogger({ level: 'silent', service: 'test' });
const noFault = (error: unknown) => assert.fail(String(error));

test('a consumer is not ready while its handler fails, and ready again when it works', async (t) => {
  const eventLog = openLog(t);
  await eventLog.ensureTopics();
  let failing = true;
  const handled: string[] = [];
  const part = createConsumerPart({
    name: 'consumer',
    eventLog,
    faultGraceMs: 0,
    consume: {
      topic: 'findings',
      group: 'test',
      async handle(batch) {
        if (failing) throw new EventLogError('EVENT_LOG_UNREACHABLE', 'away', { retriable: true });
        handled.push(...batch.map((message) => Buffer.from(message.value).toString()));
      },
    },
  });
  const running = await part.start(noFault);
  t.after(() => running.stop());
  assert.deepEqual(running.health?.(), { ready: true }, 'idle is no fault');
  await eventLog.publish('findings', [{ key: 'k', value: Buffer.from('one') }]);
  await until('it is not ready', () => running.health?.().ready === false);
  const health = running.health?.();
  assert.equal(health?.ready === false && health.code, 'EVENT_LOG_UNREACHABLE');
  failing = false;
  await until('it is ready', () => running.health?.().ready === true);
  assert.deepEqual(handled, ['one']);
});

test('a consumer that cannot go on fails its process', async (t) => {
  const eventLog = openLog(t);
  await eventLog.ensureTopics();
  const gone = new EventLogError('EVENT_LOG_LOST', 'the topic is gone', { retriable: false });
  const lost: EventLog = {
    ...eventLog,
    consume: async (options) => ({ ...(await eventLog.consume(options)), done: Promise.reject(gone) }),
  };
  const consume = { topic: 'findings', group: 'test', handle: async () => {} } as const;
  const failed = Promise.withResolvers<unknown>();
  const running = await createConsumerPart({ name: 'consumer', eventLog: lost, consume }).start(
    failed.resolve,
  );
  t.after(() => running.stop());
  assert.equal(await failed.promise, gone);
});

test('the event log part makes the topics, asks for health, and closes the log', async (t) => {
  const eventLog = openLog(t);
  let away = false;
  const unsteady: EventLog = {
    ...eventLog,
    ping: () =>
      away
        ? Promise.reject(new EventLogError('EVENT_LOG_UNREACHABLE', 'away', { retriable: true }))
        : eventLog.ping(),
  };
  const running = await createEventLogPart({ eventLog: unsteady, logger, pingMs: 5 }).start(noFault);
  await eventLog.publish('reviews', [{ key: null, value: Buffer.from('x') }]);
  away = true;
  await until('it is not ready', () => running.health?.().ready === false);
  away = false;
  await until('it is ready', () => running.health?.().ready === true);
  await running.stop();
  await assert.rejects(eventLog.ping(), { code: 'EVENT_LOG_CLOSED' });
});

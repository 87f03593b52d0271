import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventLogError } from '../../../platform/event-log/port.ts';
import { waitForOutside } from '../../../platform/lifecycle/wait-for-outside.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';

const options = {
  what: 'the event log',
  logger: createLogger({ level: 'silent', service: 'test' }),
  initialMs: 1,
  maxMs: 4,
};
const away = new EventLogError('EVENT_LOG_UNREACHABLE', 'away', { retriable: true });

test('what is away is tried again until it is there', async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    if (tries < 4) throw away;
  };
  await waitForOutside(attempt, { ...options, stopping: new AbortController().signal });
  assert.equal(tries, 4);
});

test('a refusal is not tried again', async () => {
  let tries = 0;
  const refused = new EventLogError('EVENT_LOG_REFUSED', 'no rights', { retriable: false });
  const attempt = async () => {
    tries += 1;
    throw refused;
  };
  await assert.rejects(
    waitForOutside(attempt, { ...options, stopping: new AbortController().signal }),
    refused,
  );
  assert.equal(tries, 1);
});

for (const [when, attempt] of [
  ['between two tries', () => Promise.reject(away)],
  ['during a try that never ends', () => new Promise<void>(() => {})],
] as const) {
  test(`a stop ${when} ends the wait`, async () => {
    const ending = new AbortController();
    const waiting = waitForOutside(attempt, {
      ...options,
      initialMs: 60_000,
      maxMs: 60_000,
      stopping: ending.signal,
    });
    setImmediate(() => ending.abort());
    await waiting;
    assert.equal(ending.signal.aborted, true);
  });
}

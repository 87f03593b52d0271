import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { EventLogError } from '../../../platform/event-log/port.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { gatedLog } from './support/gated-log.ts';
import { scratchLog } from './support/scratch-log.ts';
import { KEY, serveIntake } from './support/serve-intake.ts';
import { lines, transcript } from './support/transcripts.ts';

const body = (callId: string) => JSON.stringify(transcript(callId));

test('too many requests in hand: 429 with Retry-After, and every 202 is in the log', async (t) => {
  const log = await scratchLog(t);
  const gated = gatedLog(log.eventLog);
  const { post, metrics } = await serveIntake(t, gated.eventLog, { maxInFlight: 3 });
  const held = [post(body('a')), post(body('b')), post(body('c'))];
  await until('three requests wait for the log', () => gated.waiting() === 3);
  const refused = await post(body('d'));
  assert.equal(refused.status, 429);
  assert.equal(refused.problem.code, 'too_busy');
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  gated.open();
  assert.deepEqual(
    (await Promise.all(held)).map((answer) => answer.status),
    [202, 202, 202],
  );
  assert.equal((await post(body('d'))).status, 202);
  assert.deepEqual(await log.callIds(), ['a', 'b', 'c', 'd']);
  const [pushedBack] = (await metrics.pushedBack.get()).values;
  assert.equal(pushedBack?.value, 1);
});

test('bodies together are bounded: what is held counts, not how many hold it', async (t) => {
  const log = await scratchLog(t);
  const gated = gatedLog(log.eventLog);
  const limits = { maxBodyBytes: 60_000, maxInFlightBytes: 100_000 };
  const { post } = await serveIntake(t, gated.eventLog, limits);
  const large = JSON.stringify(
    transcript('large', { turns: [{ speaker: 'A', startMs: 0, endMs: 1, text: 'x'.repeat(20_000) }] }),
  );
  const held = Array.from({ length: 4 }, () => post(large));
  await until('four requests hold 80 kB', () => gated.waiting() === 4);
  assert.equal((await post(large)).status, 429);
  assert.equal((await post(JSON.stringify({}))).status, 400, 'a small one still fits');
  gated.open();
  assert.deepEqual(new Set((await Promise.all(held)).map((answer) => answer.status)), new Set([202]));
  assert.equal((await post(large)).status, 202);
});

test('a log that answers too late gives 503 and keeps its place taken until it lets go', async (t) => {
  const log = await scratchLog(t);
  const gated = gatedLog(log.eventLog);
  const { post } = await serveIntake(t, gated.eventLog, { publishTimeoutMs: 50, maxInFlight: 1 });
  const late = await post(body('late'));
  assert.equal(late.status, 503);
  assert.equal(late.problem.code, 'event_log_unavailable');
  assert.ok(Number(late.headers.get('retry-after')) >= 1);
  assert.equal((await post(body('next'))).status, 429, 'the log still holds the first');
  gated.open();
  await until('the late one is stored', async () => (await log.callIds()).includes('late'));
  await until('its place is free', async () => (await post(body('late'))).status === 202);
  assert.deepEqual(await log.callIds(), ['late'], 'sent again it is the same call');
});

test('a log that is full gives 503, says so once in the log lines, and nothing is answered 202 that is not stored', async (t) => {
  const log = await scratchLog(t, { maxFileBytes: 300_000 });
  const served = await serveIntake(t, log.eventLog);
  const accepted: string[] = [];
  let refused = 0;
  for (let index = 0; refused < 5; index++) {
    assert.ok(index < 500, 'the log never filled up');
    const ids = Array.from({ length: 20 }, (_, item) => `call-${index}-${item}`);
    const { status } = await served.post(lines(...ids.map((id) => transcript(id))), {
      'content-type': 'application/x-ndjson',
    });
    assert.ok(status === 202 || status === 503, `answered ${status}`);
    if (status === 202) accepted.push(...ids);
    else refused++;
  }
  const stored = new Set(await log.callIds());
  assert.ok(accepted.length > 0);
  assert.deepEqual(
    accepted.filter((id) => !stored.has(id)),
    [],
  );
  assert.equal(served.log.filter((line) => line.includes('EVENT_LOG_FULL')).length, 1);
});

for (const [code, status] of [
  ['EVENT_LOG_UNREACHABLE', 503],
  ['EVENT_LOG_REFUSED', 503],
  ['EVENT_LOG_BUSY', 429],
] as const) {
  test(`a log that says ${code} gives ${status}`, async (t) => {
    const log = await scratchLog(t);
    const publish = () => Promise.reject(new EventLogError(code, 'as told', { retriable: true }));
    const { post } = await serveIntake(t, { ...log.eventLog, publish });
    const answer = await post(body('a'));
    assert.equal(answer.status, status);
    assert.ok(answer.headers.get('retry-after'));
  });
}

/** Opens a request by hand and sends the beginning of its body. */
async function beginRequest(url: string, beginning: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  socket.write(
    `POST /v1/transcripts HTTP/1.1\r\nhost: ${hostname}\r\nx-api-key: ${KEY}\r\n` +
      `content-type: application/json\r\ncontent-length: 1000\r\n\r\n${beginning}`,
  );
  await once(socket, 'connect');
  return socket;
}

test('a body that drips is cut off with 408, others are served meanwhile', async (t) => {
  const log = await scratchLog(t);
  const { url, post } = await serveIntake(t, log.eventLog, { bodyTimeoutMs: 300, maxInFlight: 2 });
  const socket = await beginRequest(url, '{');
  const drip = setInterval(() => socket.write(' '), 20);
  t.after(() => clearInterval(drip));
  assert.equal((await post(body('a'))).status, 202);
  const [answer] = await once(socket, 'data');
  assert.match(String(answer), /^HTTP\/1\.1 408 [\s\S]*too_slow/);
  clearInterval(drip);
  socket.destroy();
  assert.equal((await post(body('b'))).status, 202);
});

test('a sender that goes away in the middle leaves no trace and frees its place', async (t) => {
  const log = await scratchLog(t);
  const { url, post } = await serveIntake(t, log.eventLog, { maxInFlight: 1 });
  const socket = await beginRequest(url, JSON.stringify(transcript('gone')).slice(0, 100));
  await until('its place is taken', async () => (await post(body('next'))).status === 429);
  socket.destroy();
  await until('its place is free', async () => (await post(body('next'))).status === 202);
  assert.deepEqual(await log.callIds(), ['next']);
});

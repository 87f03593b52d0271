import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type EventLog, EventLogError } from '../../../platform/event-log/port.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { createTopicIntake } from '../../../services/ingest/topic/topic-intake.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { runPart } from './support/run-part.ts';
import { type ScratchLog, scratchLog } from './support/scratch-log.ts';
import { lines, transcript } from './support/transcripts.ts';

/** The reviews topic stands for a topic of another system: its exact name is given. */
const TOPIC = 'reviews';
const GROUP = 'ingest-test';

function start(t: TestContext, eventLog: EventLog) {
  const logger = createLogger({ level: 'silent', service: 'test' });
  const options = {
    topic: TOPIC,
    group: GROUP,
    eventLog,
    maxItemBytes: 100_000,
    logger,
    metrics: createMetrics(),
  };
  return runPart(t, createTopicIntake(options));
}

const send = (log: ScratchLog, key: string | null, value: string | Uint8Array) =>
  log.eventLog.publish(TOPIC, [{ key, value: Buffer.from(value) }]);

const lag = async (log: ScratchLog) =>
  (await log.eventLog.lag(TOPIC, GROUP)).reduce((sum, partition) => sum + partition.lag, 0);

test('takes one or many transcripts a message, in any format; what is none becomes a dead letter', async (t) => {
  const log = await scratchLog(t);
  const bad = '{"callId": "bad"}';
  await send(log, 'k1', JSON.stringify(transcript('one')));
  await send(log, 'k1', JSON.stringify(transcript('pretty'), null, 2));
  await send(log, 'k2', JSON.stringify([transcript('m1'), transcript('m2')]));
  await send(log, null, lines(transcript('l1'), { no: 1 }, transcript('l2')));
  await send(log, 'k3', bad);
  await send(log, 'k4', '');
  await send(log, 'k5', Buffer.from([0, 255, 254]));
  await start(t, log.eventLog);
  await until('nothing is left', async () => (await lag(log)) === 0);
  assert.deepEqual(await log.callIds(), ['l1', 'l2', 'm1', 'm2', 'one', 'pretty']);
  assert.deepEqual(
    (await log.messages('transcripts')).map((message) => message.key),
    Array.from({ length: 6 }, () => 'deb-1'),
    'keyed by the debtor, whatever the other system did',
  );
  const letters = await log.deadLetters();
  assert.deepEqual(
    letters.map((letter) => [letter.key, letter.code]).sort(),
    [
      ['k3', 'schema'],
      ['k4', 'empty'],
      ['k5', 'not_utf8'],
      [null, 'schema'],
    ].sort(),
  );
  const letter = letters.find((found) => found.key === 'k3');
  assert.equal(Buffer.from(letter?.original ?? '', 'base64').toString(), bad);
  assert.match(letter?.source ?? '', /^reviews:\d+:\d+:0$/);
});

test('the log fails for a while: nothing is committed, nothing is lost, dead letters repeat by id', async (t) => {
  const log = await scratchLog(t);
  const ids = Array.from({ length: 50 }, (_, index) => `c${String(index).padStart(2, '0')}`);
  for (const id of ids) await send(log, id, JSON.stringify(transcript(id)));
  await send(log, 'bad', 'nope');
  let failures = 0;
  const unsteady: EventLog = {
    ...log.eventLog,
    async publish(topic, messages) {
      await log.eventLog.publish(topic, messages);
      // Durable, yet the answer is lost: the same comes again.
      if (failures++ < 2) throw new EventLogError('EVENT_LOG_TIMEOUT', 'lost answer', { retriable: true });
    },
  };
  await start(t, unsteady);
  await until('nothing is left', async () => (await lag(log)) === 0);
  assert.deepEqual(await log.callIds(), ids);
  const stored = await log.messages('transcripts');
  assert.ok(stored.length > ids.length, 'some came twice');
  assert.equal(new Set(stored.map((message) => Buffer.from(message.value).toString())).size, ids.length);
  assert.equal(new Set((await log.deadLetters()).map((letter) => letter.id)).size, 1);
});

test('one message far beyond the limits costs itself only', async (t) => {
  const log = await scratchLog(t);
  await send(
    log,
    'k',
    lines(transcript('a'), { ...transcript('big'), filler: 'x'.repeat(2_000_000) }, transcript('b')),
  );
  await start(t, log.eventLog);
  await until('nothing is left', async () => (await lag(log)) === 0);
  assert.deepEqual(await log.callIds(), ['a', 'b']);
  assert.deepEqual(
    (await log.deadLetters()).map((letter) => letter.code),
    ['too_large'],
  );
});

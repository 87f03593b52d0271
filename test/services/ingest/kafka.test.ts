import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { RejectedMessage } from '../../../contracts/rejected.ts';
import { createKafkaEventLog } from '../../../platform/event-log/kafka/kafka-event-log.ts';
import { silentLogger } from '../../../platform/event-log/logger.ts';
import type { EventLog, Topic } from '../../../platform/event-log/port.ts';
import { createLogger } from '../../../platform/logging/create-logger.ts';
import { createMetrics } from '../../../platform/metrics/create-metrics.ts';
import { createTopicIntake } from '../../../services/ingest/topic/topic-intake.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { kafkaClient, produce } from '../../servers/kafka-round-trip.ts';
import { sharedOrSkip } from '../../servers/require.ts';
import { sharedServer, testPrefix } from '../../servers/shared.ts';
import { runPart } from './support/run-part.ts';
import { serveIntake } from './support/serve-intake.ts';
import { lines, transcript } from './support/transcripts.ts';

describe('ingest into Kafka', { skip: await sharedOrSkip('kafka') }, () => {
  let broker = '';
  before(async () => {
    broker = await sharedServer('kafka');
  });

  async function openLog(prefix: string): Promise<EventLog> {
    const eventLog = createKafkaEventLog({
      brokers: [broker],
      clientId: 'ingest-test',
      prefix,
      partitions: 2,
      logger: silentLogger,
    });
    await eventLog.ensureTopics();
    return eventLog;
  }

  async function values(eventLog: EventLog, topic: Topic): Promise<unknown[]> {
    const found: unknown[] = [];
    for await (const message of eventLog.browse(topic)) {
      found.push(JSON.parse(Buffer.from(message.value).toString()));
    }
    return found;
  }

  test('what HTTP answers 202 is in the transcripts topic', { timeout: 120_000 }, async (t) => {
    const eventLog = await openLog(testPrefix('http'));
    t.after(() => eventLog.close());
    const { post } = await serveIntake(t, eventLog);
    const ids = ['a', 'b', 'c'];
    const { status } = await post(lines(...ids.map((id) => transcript(id))), {
      'content-type': 'application/x-ndjson',
    });
    assert.equal(status, 202);
    const stored = (await values(eventLog, 'transcripts')).map((value) => Object(value).callId);
    assert.deepEqual(stored, ids, 'in order, for they are one debtor');
  });

  test('another system fills a topic of its own: transcripts and dead letters come out', {
    timeout: 120_000,
  }, async (t) => {
    const prefix = testPrefix('topic');
    const topic = `${prefix}vendor-calls`;
    await produce(kafkaClient(broker), topic, [
      JSON.stringify(transcript('one')),
      'not a call',
      JSON.stringify([transcript('two'), transcript('three')], null, 2),
    ]);
    const eventLog = await openLog(`${prefix}own.`);
    t.after(() => eventLog.close());
    await runPart(
      t,
      createTopicIntake({
        topic,
        group: `${prefix}group`,
        eventLog,
        maxItemBytes: 100_000,
        logger: createLogger({ level: 'silent', service: 'test' }),
        metrics: createMetrics(),
      }),
    );
    await until('all is taken', async () => {
      const [calls, letters] = [await values(eventLog, 'transcripts'), await values(eventLog, 'rejected')];
      return calls.length >= 3 && letters.length >= 1;
    });
    const ids = (await values(eventLog, 'transcripts')).map((value) => Object(value).callId);
    assert.deepEqual(ids, ['one', 'two', 'three']);
    const [letter, ...more] = (await values(eventLog, 'rejected')).map((value) =>
      RejectedMessage.parse(value),
    );
    assert.equal(more.length, 0);
    assert.equal(letter?.source, `${topic}:0:1:0`);
    assert.equal(Buffer.from(letter?.original ?? '', 'base64').toString(), 'not a call');
  });
});

/**
 * What the pipeline costs against bare pass-through, in one run: `node bench/pipeline.ts [--calls 2000] [--rounds 3]
 * [--cluster] [--rulebook DIR]`.
 *
 * Both sides consume the same messages from the same log and write the same records to a store of the same kind; the
 * bare side takes its records ready-made and tells nobody, the pipeline parses, checks, looks up the contact history,
 * analyses and publishes findings. Read the ratio: 1.00 would mean that analysis costs nothing beside the stream itself.
 * The sides take turns and the best round of each counts. With --cluster it starts a real Kafka and a real OpenSearch of
 * its own (a JDK is needed), else both are embedded. Calls a second hold for this machine, one process each.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredCall } from '../contracts/call-record.ts';
import { createEmbeddedEventLog } from '../platform/event-log/embedded/embedded-event-log.ts';
import { createKafkaEventLog } from '../platform/event-log/kafka/kafka-event-log.ts';
import type { EventLog } from '../platform/event-log/port.ts';
import { createConsumerPart } from '../platform/lifecycle/consumer-part.ts';
import type { Part } from '../platform/lifecycle/part.ts';
import { createLogger } from '../platform/logging/create-logger.ts';
import { createMetrics } from '../platform/metrics/create-metrics.ts';
import { createEmbeddedRecordStore } from '../platform/record-store/embedded/embedded-record-store.ts';
import { createOpenSearchRecordStore } from '../platform/record-store/opensearch/opensearch-record-store.ts';
import type { RecordStore } from '../platform/record-store/port.ts';
import { startKafka } from '../platform/servers/start-kafka.ts';
import { startOpenSearch } from '../platform/servers/start-opensearch.ts';
import { createCallAnalysis } from '../services/analyzer/analyse-call.ts';
import { createAnalyzerPart } from '../services/analyzer/analyzer-part.ts';
import { callOutcome } from '../services/analyzer/call-outcome.ts';
import { readMessage } from '../services/analyzer/read-message.ts';
import { createRulebookInForce } from '../services/analyzer/rulebook-in-force.ts';
import { benchRulebook } from './load-rulebook.ts';
import { corpusCalls, isFlag, numberedFrom, numberFlag, print } from './records.ts';

const CHUNK = 50;
const SAMPLING = { rate: 0.01, seed: 'callwarden' };
const logger = createLogger({ level: 'error', service: 'bench' });

/** A log to consume from, and stores that are empty. */
interface Ground {
  readonly eventLog: EventLog;
  openStore(name: string): RecordStore;
  close(): Promise<void>;
}

async function embeddedGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'callwarden-bench-'));
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'event-log.sqlite') });
  return {
    eventLog,
    openStore: (name) => createEmbeddedRecordStore({ path: join(folder, `${name}.sqlite`) }),
    async close() {
      await eventLog.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function clusterGround(): Promise<Ground> {
  const [kafka, openSearch] = await Promise.all([startKafka(), startOpenSearch()]);
  const eventLog = createKafkaEventLog({ brokers: [kafka.address], clientId: 'bench', logger });
  return {
    eventLog,
    openStore: (name) =>
      createOpenSearchRecordStore({ nodes: [openSearch.address], prefix: `${name}-`, logger }),
    async close() {
      await eventLog.close();
      await Promise.all([kafka.stop(), openSearch.stop()]);
    },
  };
}

/** Consumes and writes, and nothing else. */
function barePart(
  ground: Ground,
  store: RecordStore,
  group: string,
  ready: ReadonlyMap<string, StoredCall>,
): Part {
  return createConsumerPart({
    name: 'bare',
    eventLog: ground.eventLog,
    consume: {
      topic: 'transcripts',
      group,
      async handle(batch, context) {
        for (let from = 0; from < batch.length; from += CHUNK) {
          const chunk = batch.slice(from, from + CHUNK).map(({ headers }) => ready.get(headers.call ?? ''));
          await store.writeCalls(chunk.filter((outcome) => outcome !== undefined));
          await context.heartbeat();
        }
      },
    },
  });
}

/** Seconds from the start of the part until nothing waits for its group. */
async function drainSeconds(ground: Ground, part: Part, group: string): Promise<number> {
  const start = performance.now();
  const running = await part.start((error) => {
    throw error;
  });
  let waiting = Number.POSITIVE_INFINITY;
  while (waiting > 0) {
    await sleep(20);
    waiting = (await ground.eventLog.lag('transcripts', group)).reduce((sum, { lag }) => sum + lag, 0);
  }
  const seconds = (performance.now() - start) / 1_000;
  await running.stop();
  return seconds;
}

const count = numberFlag('calls', 2_000);
const rulebook = await benchRulebook();
const analyse = createCallAnalysis(rulebook);
const calls = numberedFrom(await corpusCalls(), 0, count);
const ready = new Map(calls.map((call) => [call.callId, callOutcome(call, analyse(call, []), SAMPLING)]));
const ground = await (isFlag('cluster') ? clusterGround() : embeddedGround());
await ground.eventLog.ensureTopics();
const messages = calls.map((call) => ({
  key: call.debtor?.id ?? call.callId,
  value: Buffer.from(JSON.stringify(call)),
  headers: { call: call.callId },
}));
if (messages.some(({ value }) => readMessage(value).status === 'rejected'))
  throw new Error('a call is no transcript');
await ground.eventLog.publish('transcripts', messages);

const best = { bare: Number.POSITIVE_INFINITY, pipeline: Number.POSITIVE_INFINITY };
for (let round = 0; round < numberFlag('rounds', 3); round += 1)
  for (const side of ['bare', 'pipeline'] as const) {
    const group = `${side}-${round}`;
    const store = ground.openStore(group);
    await store.ensureSchema();
    const part =
      side === 'bare'
        ? barePart(ground, store, group, ready)
        : createAnalyzerPart({
            eventLog: ground.eventLog,
            store,
            inForce: createRulebookInForce(rulebook),
            group,
            sampling: SAMPLING,
            logger,
            metrics: createMetrics(),
          });
    best[side] = Math.min(best[side], await drainSeconds(ground, part, group));
    await store.close();
  }
await ground.close();

print('runtime', isFlag('cluster') ? 'Kafka and OpenSearch' : 'embedded');
print(
  `${count} calls, ${rulebook.rules.length} rules, bare pass-through`,
  `${Math.round(count / best.bare)} calls/s`,
);
print(
  `${count} calls, ${rulebook.rules.length} rules, full pipeline`,
  `${Math.round(count / best.pipeline)} calls/s`,
);
print('pipeline to bare pass-through', (best.bare / best.pipeline).toFixed(2));

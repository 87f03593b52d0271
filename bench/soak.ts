/**
 * Whether the analyzer keeps its memory over time: `node bench/soak.ts [--minutes 30] [--rate 12] [--rulebook DIR]`.
 *
 * Twice the calls of a house with a thousand collectors (each a call in three minutes: six a second) run through the
 * embedded log, the analyzer and the embedded store of this one process. Read the slope of the resident memory after the
 * first fifth of the time, when caches are warm: near 0 MB an hour in a run of half an hour or more; short runs only
 * show gross leaks. Counts of listeners and open resources must not grow either. Calls that wait say whether it kept up.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmbeddedEventLog } from '../platform/event-log/embedded/embedded-event-log.ts';
import { createLogger } from '../platform/logging/create-logger.ts';
import { createMetrics } from '../platform/metrics/create-metrics.ts';
import { createEmbeddedRecordStore } from '../platform/record-store/embedded/embedded-record-store.ts';
import { createAnalyzerPart } from '../services/analyzer/analyzer-part.ts';
import { createRulebookInForce } from '../services/analyzer/rulebook-in-force.ts';
import { benchRulebook } from './load-rulebook.ts';
import { corpusCalls, numberedFrom, numberFlag, print } from './records.ts';

interface Sample {
  readonly hours: number;
  readonly megabytes: number;
  readonly listeners: number;
  readonly resources: number;
}

const SAMPLE_MS = 5_000;
const GROUP = 'soak';

/** Megabytes an hour by least squares. */
function slope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const hours = mean(samples.map((sample) => sample.hours));
  const megabytes = mean(samples.map((sample) => sample.megabytes));
  const above = samples.reduce((sum, one) => sum + (one.hours - hours) * (one.megabytes - megabytes), 0);
  const below = samples.reduce((sum, one) => sum + (one.hours - hours) ** 2, 0);
  return above / below;
}

const minutes = numberFlag('minutes', 30);
const rate = numberFlag('rate', 12);
const rulebook = await benchRulebook();
const corpus = await corpusCalls();
const folder = await mkdtemp(join(tmpdir(), 'callwarden-soak-'));
const eventLog = createEmbeddedEventLog({ path: join(folder, 'event-log.sqlite') });
const store = createEmbeddedRecordStore({ path: join(folder, 'records.sqlite') });
await eventLog.ensureTopics();
await store.ensureSchema();
const analyzer = await createAnalyzerPart({
  eventLog,
  store,
  inForce: createRulebookInForce(rulebook),
  group: GROUP,
  sampling: { rate: 0.01, seed: 'callwarden' },
  logger: createLogger({ level: 'error', service: 'soak' }),
  metrics: createMetrics(),
}).start((error) => {
  throw error;
});

const start = performance.now();
const endMs = start + minutes * 60_000;
const samples: Sample[] = [];
let sent = 0;
let sampleAt = start;
while (performance.now() < endMs) {
  const due = Math.floor(((performance.now() - start) / 1_000) * rate);
  const messages = numberedFrom(corpus, sent, due - sent).map((call) => ({
    key: call.debtor?.id ?? call.callId,
    value: Buffer.from(JSON.stringify(call)),
  }));
  if (messages.length > 0) await eventLog.publish('transcripts', messages);
  sent = due;
  if (performance.now() >= sampleAt) {
    sampleAt += SAMPLE_MS;
    samples.push({
      hours: (performance.now() - start) / 3_600_000,
      megabytes: process.memoryUsage.rss() / 1_048_576,
      listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
      resources: process.getActiveResourcesInfo().length,
    });
  }
  await sleep(200);
}
const waiting = (await eventLog.lag('transcripts', GROUP)).reduce((sum, { lag }) => sum + lag, 0);
await analyzer.stop();
await eventLog.close();
await store.close();
await rm(folder, { recursive: true });

const warm = samples.slice(Math.floor(samples.length / 5));
const range = (values: readonly number[]) => `${Math.min(...values)} to ${Math.max(...values)}`;
print('calls sent, calls a second', `${sent}, ${rate}`);
print('calls that waited at the end', String(waiting));
print('resident memory', `${range(warm.map(({ megabytes }) => Math.round(megabytes)))} MB`);
print('slope of resident memory', `${slope(warm).toFixed(1)} MB an hour over ${minutes} minutes`);
print('listeners on the process', range(warm.map(({ listeners }) => listeners)));
print('open resources', range(warm.map(({ resources }) => resources)));

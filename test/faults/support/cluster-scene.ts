import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKafkaEventLog } from '../../../platform/event-log/kafka/kafka-event-log.ts';
import type { EventLog } from '../../../platform/event-log/port.ts';
import { createOpenSearchRecordStore } from '../../../platform/record-store/opensearch/opensearch-record-store.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { freePorts } from '../../../platform/servers/free-port.ts';
import type { ServerProcess } from '../../../platform/servers/server-process.ts';
import { startKafka } from '../../../platform/servers/start-kafka.ts';
import { startOpenSearch } from '../../../platform/servers/start-opensearch.ts';
import { until } from '../../platform/event-log/support/until.ts';
import { testJdks } from '../../servers/require.ts';
import { type MAINS, type ProductProcess, startProcess } from './analyzer-process.ts';
import { numberedCall } from './numbered-calls.ts';
import { shelve } from './small-rulebook.ts';

export const PREFIX = 'faults-';
const KEY = 'key-of-the-fault-tests';

export interface ServingProcess extends ProductProcess {
  readonly url: string;
  /** Status of /readyz, and 0 while nobody listens. */
  readiness(): Promise<number>;
}

export interface Sender {
  /** Calls that were answered 202, in order from number 0. */
  sent(): number;
  stop(): Promise<void>;
}

/** Kafka, OpenSearch, and the product's processes on them. */
export interface ClusterScene {
  readonly kafka: ServerProcess;
  readonly openSearch: ServerProcess;
  /** The test's own doors. */
  readonly eventLog: EventLog;
  readonly store: RecordStore;
  start(main: keyof typeof MAINS): Promise<ServingProcess>;
  /** Sends numbered calls by HTTP, a few at a time, each until it is answered 202. */
  startSender(ingest: ServingProcess): Sender;
  /** Calls that searches see. */
  stored(): Promise<number>;
  /** Resolves when so many calls more are seen than now. */
  progress(calls: number): Promise<void>;
  /** What an operator does: a request past the store. */
  operate(method: string, path: string, body?: unknown): Promise<void>;
}

export async function clusterScene(t: TestContext): Promise<ClusterScene> {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-cluster-'));
  const jdks = await testJdks();
  const [kafka, openSearch] = await Promise.all([
    startKafka({ jdks }),
    startOpenSearch({ jdks, heap: '512m' }),
  ]);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const eventLog = createKafkaEventLog({
    brokers: [kafka.address],
    clientId: 'test',
    prefix: PREFIX,
    logger: silent,
  });
  const store = createOpenSearchRecordStore({ nodes: [openSearch.address], prefix: PREFIX });
  const rulebookDir = await shelve(join(folder, 'lexicons'));
  t.after(async () => {
    await Promise.all([eventLog.close(), store.close()]);
    await Promise.all([kafka.stop(), openSearch.stop()]);
    rmSync(folder, { recursive: true });
  });

  const stored = async () => (await store.search({ sort: 'newest', limit: 1 })).total;
  return {
    kafka,
    openSearch,
    eventLog,
    store,
    stored,
    async start(main) {
      const [port = 0] = await freePorts(1);
      const settings = [
        'runtime=cluster',
        `dataDir=${folder}`,
        `kafka.brokers=${kafka.address}`,
        `kafka.prefix=${PREFIX}`,
        `openSearch.nodes=${openSearch.address}`,
        `openSearch.prefix=${PREFIX}`,
        'openSearch.requestTimeoutMs=2000',
        `analyzer.rulebookDir=${rulebookDir}`,
        `ingest.apiKeys=${KEY}`,
        `ingest.port=${port}`,
        `http.port=${port}`,
      ];
      const url = `http://127.0.0.1:${port}`;
      return {
        ...startProcess(t, main, { settings }),
        url,
        readiness: () =>
          fetch(`${url}/readyz`).then(
            ({ status }) => status,
            () => 0,
          ),
      };
    },
    startSender(ingest) {
      const ending = new AbortController();
      t.after(() => ending.abort());
      return startSender(ingest.url, ending.signal);
    },
    async progress(calls) {
      const before = await stored().catch(() => 0);
      await until(`${calls} calls more are stored`, () =>
        stored().then(
          (now) => now >= before + calls,
          () => false,
        ),
      );
    },
    async operate(method, path, body) {
      const answer = await fetch(new URL(path, openSearch.address), {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    },
  };
}

const PER_REQUEST = 10;
const PAUSE_MS = 200;

function startSender(url: string, ending: AbortSignal): Sender {
  let sent = 0;
  let isStopped = false;
  // A request that failed may have been taken: a batch is sent until it is answered.
  async function post(body: string): Promise<boolean> {
    try {
      const headers = { 'x-api-key': KEY, 'content-type': 'application/x-ndjson' };
      const signal = AbortSignal.timeout(20_000);
      const answer = await fetch(`${url}/v1/transcripts`, { method: 'POST', headers, body, signal });
      await answer.body?.cancel();
      return answer.status === 202;
    } catch {
      return false;
    }
  }
  async function run(): Promise<void> {
    while (!isStopped && !ending.aborted) {
      const calls = Array.from({ length: PER_REQUEST }, (_, index) => numberedCall(sent + index));
      const body = calls.map((call) => JSON.stringify(call)).join('\n');
      while (!(await post(body))) {
        if (ending.aborted) return;
        await sleep(PAUSE_MS);
      }
      sent += PER_REQUEST;
      await sleep(PAUSE_MS);
    }
  }
  const ended = run();
  return {
    sent: () => sent,
    async stop() {
      isStopped = true;
      await ended;
    },
  };
}

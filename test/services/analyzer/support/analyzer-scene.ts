import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  createEmbeddedEventLog,
  type EmbeddedEventLog,
} from '../../../../platform/event-log/embedded/embedded-event-log.ts';
import type { RunningPart } from '../../../../platform/lifecycle/part.ts';
import { createLogger } from '../../../../platform/logging/create-logger.ts';
import { createMetrics, type Metrics } from '../../../../platform/metrics/create-metrics.ts';
import { createEmbeddedRecordStore } from '../../../../platform/record-store/embedded/embedded-record-store.ts';
import type { RecordStore } from '../../../../platform/record-store/port.ts';
import { createAnalyzerPart } from '../../../../services/analyzer/analyzer-part.ts';
import type { Rulebook } from '../../../../services/analyzer/rulebook/rulebook.ts';
import { createRulebookInForce } from '../../../../services/analyzer/rulebook-in-force.ts';
import { analyzerLag } from '../../../faults/support/oracle.ts';
import { smallRulebook } from '../../../faults/support/small-rulebook.ts';
import { until } from '../../../platform/event-log/support/until.ts';

export interface AnalyzerScene {
  readonly folder: string;
  readonly eventLog: EmbeddedEventLog;
  readonly store: RecordStore;
  readonly metrics: Metrics;
  /** Starts an analyzer; options stand in for the scene's own log, store and rulebook. */
  start(options?: StartOptions): Promise<RunningPart>;
  /** Lets an analyzer work until nothing waits, then stops it. */
  drain(options?: StartOptions): Promise<void>;
}

interface StartOptions {
  readonly eventLog?: EmbeddedEventLog;
  readonly store?: RecordStore;
  readonly rulebook?: Rulebook;
  /** Another group takes the whole topic from its start. */
  readonly group?: string;
}

/** The analyzer between a real embedded log and a real embedded store, in a folder of its own. */
export async function analyzerScene(t: TestContext): Promise<AnalyzerScene> {
  const folder = mkdtempSync(join(tmpdir(), 'callwarden-analyzer-'));
  const backoff = { initialMs: 10, maxMs: 50 };
  const eventLog = createEmbeddedEventLog({ path: join(folder, 'event-log.sqlite'), backoff });
  const store = createEmbeddedRecordStore({ path: join(folder, 'records.sqlite') });
  await eventLog.ensureTopics();
  await store.ensureSchema();
  t.after(async () => {
    await eventLog.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const metrics = createMetrics();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const start: AnalyzerScene['start'] = ({ rulebook = smallRulebook(), ...options } = {}) =>
    createAnalyzerPart({
      eventLog,
      store,
      inForce: createRulebookInForce(rulebook),
      group: 'callwarden-analyzer',
      sampling: { rate: 0.1, seed: 'test' },
      logger: createLogger({ level: 'silent', service: 'test' }),
      metrics,
      ...options,
    }).start(failed.reject);
  return {
    folder,
    eventLog,
    store,
    metrics,
    start,
    async drain(options = {}) {
      const running = await start(options);
      const drained = until('nothing waits', async () => (await analyzerLag(eventLog, options.group)) === 0);
      await Promise.race([drained, failed.promise]);
      await running.stop();
    },
  };
}

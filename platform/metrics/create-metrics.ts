import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** The figures of one process, in Prometheus text by `registry.metrics()`. */
export interface Metrics {
  readonly registry: Registry;
  /** Transcripts taken, by stage: ingest or analyzer. */
  readonly processed: Counter<'stage'>;
  /** Messages that became dead letters or were refused, by stage and reject code. */
  readonly rejected: Counter<'stage' | 'code'>;
  /** Findings made, by category. */
  readonly findings: Counter<'category'>;
  /** Messages that wait, by topic, partition and group. */
  readonly lag: Gauge<'topic' | 'partition' | 'group'>;
  /** When a stage last finished a batch, seconds since 1970. */
  readonly lastProgress: Gauge<'stage'>;
  /** Requests that were asked to come again, by reason. */
  readonly pushedBack: Counter<'reason'>;
  /** Changed rulebooks, by result: taken or refused. */
  readonly rulebookReloads: Counter<'result'>;
}

/** A registry of its own for each process (or test), with Node's figures such as event-loop lag and memory. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    processed: new Counter({
      name: 'callwarden_processed_total',
      help: 'Transcripts taken',
      labelNames: ['stage'],
      registers,
    }),
    rejected: new Counter({
      name: 'callwarden_rejected_total',
      help: 'Messages refused or kept as dead letters',
      labelNames: ['stage', 'code'],
      registers,
    }),
    findings: new Counter({
      name: 'callwarden_findings_total',
      help: 'Findings made',
      labelNames: ['category'],
      registers,
    }),
    lag: new Gauge({
      name: 'callwarden_consumer_lag',
      help: 'Messages that wait for a consumer group',
      labelNames: ['topic', 'partition', 'group'],
      registers,
    }),
    lastProgress: new Gauge({
      name: 'callwarden_last_progress_timestamp_seconds',
      help: 'When a stage last finished a batch',
      labelNames: ['stage'],
      registers,
    }),
    rulebookReloads: new Counter({
      name: 'callwarden_rulebook_reloads_total',
      help: 'Changed rulebooks taken up or refused while running',
      labelNames: ['result'],
      registers,
    }),
    pushedBack: new Counter({
      name: 'callwarden_pushed_back_total',
      help: 'Requests that were asked to come again later',
      labelNames: ['reason'],
      registers,
    }),
  };
}

import type { PipelineStatus } from '../../../contracts/pipeline.ts';
import type { EventLog, PartitionLag, Topic } from '../../../platform/event-log/port.ts';
import type { Health } from '../../../platform/lifecycle/create-lifecycle.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { CallScope } from '../access/scope-of.ts';

export interface PipelineOptions {
  readonly eventLog: Pick<EventLog, 'lag'>;
  readonly store: Pick<RecordStore, 'search'>;
  /** The analyzer's consumer group. */
  readonly group: string;
  readonly health: () => Health;
}

const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);

/** Tells how the stream stands; calls are counted within the scope of whoever asks. What the log can't answer now is null, the rest is told all the same. */
export function createPipelineStatus({ eventLog, store, group, health }: PipelineOptions) {
  const ask = (topic: Topic): Promise<readonly PartitionLag[] | null> =>
    eventLog.lag(topic, group).catch(() => null);

  return async function pipelineStatus(scope: CallScope): Promise<PipelineStatus> {
    const [transcripts, rejected, all, flagged] = await Promise.all([
      ask('transcripts'),
      ask('rejected'),
      store.search({ ...scope.filter({}), sort: 'newest', limit: 1 }),
      store.search({ ...scope.filter({ flagged: true }), sort: 'newest', limit: 1 }),
    ]);
    return {
      waiting: transcripts && sum(transcripts.map(({ lag }) => lag)),
      rejected: rejected && sum(rejected.map(({ end }) => Number(end))),
      calls: all.total,
      flagged: flagged.total,
      lastCallAt: all.hits[0]?.record.startedAt ?? null,
      ready: health().ready,
    };
  };
}

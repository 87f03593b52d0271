import type { TakeOverInput, WorkResults } from '../../../contracts/queue.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import { decideTakeOver } from './work-decisions.ts';
import type { WorkQueue } from './work-queue.ts';

export interface TakeOverOptions {
  readonly store: Pick<RecordStore, 'queue'>;
  readonly queue: Pick<WorkQueue, 'change'>;
  readonly now: () => Date;
}

/** A lead acts for an absent reviewer: every open call that reviewer holds or was given goes to somebody else. */
export function createTakeOver({ store, queue, now }: TakeOverOptions) {
  return async function takeOver(input: TakeOverInput, identity: Identity): Promise<WorkResults> {
    const to = input.to ?? identity.id;
    const calls = scopeOf(identity).filter({});
    const results: WorkResults['results'] = [];
    const seen = new Set<string>();
    for (const theirs of [{ claimedBy: [input.from] }, { assignee: [input.from] }]) {
      for (;;) {
        const where = { calls, stage: ['open'] as const, atMs: now().getTime(), ...theirs };
        const { hits } = await store.queue({ where, sort: 'priority', limit: 200 });
        const fresh = hits.map(({ record }) => record.callId).filter((callId) => !seen.has(callId));
        if (fresh.length === 0) break;
        for (const callId of fresh) {
          seen.add(callId);
          const answer = await queue.change(callId, identity, null, (call, context) =>
            decideTakeOver(call, { from: input.from, to, reason: input.reason }, context),
          );
          if (answer.status === 'done')
            results.push({ callId, status: 'done', version: answer.item.version, to });
          else results.push({ callId, status: 'not_found' });
        }
      }
    }
    return { results };
  };
}

import type { StoredCall } from '../../../contracts/call-record.ts';
import type { QueueWhere, RecordStore } from '../../../platform/record-store/port.ts';
import type { AppealRefusal } from '../appeals/decide-appeal.ts';
import { decideTimeouts } from '../appeals/decide-timeouts.ts';
import type { ChangeCall, Decision } from '../reviews/change-call.ts';
import { HOUSEKEEPING } from '../reviews/review-events.ts';
import type { AssignCalls } from './assign-calls.ts';
import type { ReviewSettingsKeeper } from './review-settings-keeper.ts';
import { decideClose, decidePublish, type WorkContext, type WorkRefusal } from './work-decisions.ts';

export interface SweptQueue {
  readonly published: number;
  readonly closed: number;
  readonly timedOut: number;
  readonly assigned: number;
}

export interface SweepQueueOptions {
  readonly store: Pick<RecordStore, 'queue'>;
  readonly changeCall: ChangeCall;
  readonly assign: AssignCalls;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

const PAGE = 200;
const HOUR_MS = 3_600_000;

/** Housekeeping may assign every call. */
const SYSTEM = {
  ...HOUSEKEEPING,
  kind: 'account' as const,
  displayName: HOUSEKEEPING.id,
  role: 'admin' as const,
  scope: { agencies: null, teams: null },
  collectorId: null,
  mustChangePassword: false,
  csrfToken: null,
  expiresAt: null,
};

/** What happens by the clock: publication, the end of the time to appeal, steps that nobody decided, new calls. */
export function createSweepQueue({ store, changeCall, assign, settings, now }: SweepQueueOptions) {
  async function sweepAll(
    where: Omit<QueueWhere, 'atMs'>,
    decide: (call: StoredCall) => Decision<WorkRefusal | AppealRefusal>,
  ): Promise<number> {
    let count = 0;
    const seen = new Set<string>();
    for (;;) {
      const asked = { ...where, atMs: now().getTime() };
      const { hits } = await store.queue({ where: asked, sort: 'waiting', limit: PAGE });
      const fresh = hits.map(({ record }) => record.callId).filter((callId) => !seen.has(callId));
      if (fresh.length === 0) return count;
      for (const callId of fresh) {
        seen.add(callId);
        const changed = await changeCall(callId, decide);
        if (changed.status === 'done' && 'events' in changed && changed.events.length > 0) count += 1;
      }
    }
  }

  async function assignNew(): Promise<number> {
    const where = { stage: ['open'] as const, assigned: false, claimed: false, atMs: now().getTime() };
    const { hits } = await store.queue({ where, sort: 'priority', limit: PAGE });
    if (hits.length === 0) return 0;
    const calls = hits.map(({ record, work }) => ({ callId: record.callId, version: work.version }));
    const { results } = await assign({ calls, to: { how: 'rules' } }, SYSTEM);
    return results.filter(({ status }) => status === 'done').length;
  }

  return async function sweepQueue(): Promise<SweptQueue> {
    const current = await settings.current();
    const at = now();
    const context: WorkContext = { actor: HOUSEKEEPING, manages: true, at, settings: current };
    const hours = current.publishAfterHours;
    return {
      published:
        hours === null
          ? 0
          : await sweepAll({ stage: ['reviewed'], sinceBeforeMs: at.getTime() - hours * HOUR_MS }, (call) =>
              decidePublish(call, null, context),
            ),
      timedOut: await sweepAll({ appealDueBeforeMs: at.getTime() }, (call) =>
        decideTimeouts(call, { at, settings: current }),
      ),
      closed: await sweepAll({ stage: ['published'], appealOverBeforeMs: at.getTime() }, (call) =>
        decideClose(call, context),
      ),
      assigned: current.assignment.automatic ? await assignNew() : 0,
    };
  };
}

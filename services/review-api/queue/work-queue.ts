import type { StoredCall } from '../../../contracts/call-record.ts';
import type { QueueEvent } from '../../../contracts/call-work.ts';
import type {
  FindingGroups,
  QueueFilter,
  QueueItem,
  QueuePage,
  QueueQuery,
} from '../../../contracts/queue.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { type Identity, mayDo } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { ChangeCall, Decision } from '../reviews/change-call.ts';
import { liveClaim, readsBlindly } from '../reviews/live-claim.ts';
import { queueItem } from './queue-item.ts';
import { queueWhere } from './queue-where.ts';
import type { ReviewSettingsKeeper } from './review-settings-keeper.ts';
import { decideClaim, leaseEnd, type WorkContext, type WorkRefusal } from './work-decisions.ts';

/** What became of a change of a call in the queue; conflict tells what happened since the version that was seen. */
export type WorkAnswer =
  | { readonly status: 'done'; readonly item: QueueItem }
  | { readonly status: 'conflict'; readonly item: QueueItem; readonly changed: readonly QueueEvent[] }
  | { readonly status: Exclude<WorkRefusal['status'], 'conflict'> };

export interface WorkQueue {
  list(query: QueueQuery, identity: Identity): Promise<QueuePage>;
  groups(filter: QueueFilter, identity: Identity): Promise<FindingGroups>;
  read(callId: string, identity: Identity): Promise<QueueItem | 'blind' | null>;
  /** Claims the best call for somebody; two people never get the same. */
  next(filter: QueueFilter, identity: Identity): Promise<QueueItem | null>;
  /** The lease after a heartbeat; null when the claim is lost. */
  heartbeat(callId: string, identity: Identity): Promise<string | null>;
  change(
    callId: string,
    identity: Identity,
    seen: number | null,
    decide: (call: StoredCall, context: WorkContext) => Decision<WorkRefusal>,
  ): Promise<WorkAnswer>;
}

export interface WorkQueueOptions {
  readonly store: Pick<RecordStore, 'queue' | 'openGroups' | 'queued' | 'changeReviews'>;
  readonly changeCall: ChangeCall;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

/** Candidates that are tried before the queue is asked again. */
const CANDIDATES = 20;
/** How often others may be faster with all of them. */
const ROUNDS = 20;

export function createWorkQueue({ store, changeCall, settings, now }: WorkQueueOptions): WorkQueue {
  const viewFor = async (identity: Identity) => ({
    identity,
    settings: await settings.current(),
    at: now(),
  });
  const contextOf = ({ identity, settings: current, at }: Awaited<ReturnType<typeof viewFor>>) => ({
    actor: { id: identity.id, role: identity.role },
    manages: mayDo(identity, 'queue:manage'),
    at,
    settings: current,
  });

  async function change(
    callId: string,
    identity: Identity,
    seen: number | null,
    decide: (call: StoredCall, context: WorkContext) => Decision<WorkRefusal>,
  ): Promise<WorkAnswer> {
    const view = await viewFor(identity);
    const changed = await changeCall<WorkRefusal>(callId, (call) =>
      scopeOf(identity).admits(call.record) ? decide(call, contextOf(view)) : { status: 'not_found' },
    );
    if (changed.status === 'done') return { status: 'done', item: queueItem(changed.hit, view) };
    if (changed.status !== 'conflict') return { status: changed.status };
    const hit = await store.queued(callId);
    if (hit === null) return { status: 'not_found' };
    const item = queueItem(hit, view);
    const since = item.history.filter(({ version }) => version > (seen ?? 0));
    return { status: 'conflict', item, changed: since };
  }

  async function candidates(filter: QueueFilter, identity: Identity): Promise<string[]> {
    const view = await viewFor(identity);
    const wanted = queueWhere({ ...filter, stage: ['open'], free: true }, view);
    const where = { ...wanted, ...(!mayDo(identity, 'queue:manage') && { escalated: false }) };
    const mine = await store.queue({
      where: { ...where, assignee: [identity.id] },
      sort: 'priority',
      limit: CANDIDATES,
    });
    const free =
      mine.hits.length === CANDIDATES
        ? []
        : (await store.queue({ where: { ...where, assigned: false }, sort: 'priority', limit: CANDIDATES }))
            .hits;
    return [...mine.hits, ...free].map(({ record }) => record.callId);
  }

  return {
    change,

    async list(query, identity) {
      const view = await viewFor(identity);
      const { sort, limit, cursor, ...filter } = query;
      const page = await store.queue({
        where: queueWhere(filter, view),
        sort,
        limit,
        asked: { filter, of: identity.id },
        ...(cursor !== undefined && { cursor }),
      });
      return {
        items: page.hits.map((hit) => queueItem(hit, view)),
        total: page.total,
        nextCursor: page.nextCursor,
      };
    },

    async groups(filter, identity) {
      const view = await viewFor(identity);
      return { groups: [...(await store.openGroups(queueWhere(filter, view)))] };
    },

    async read(callId, identity) {
      const hit = await store.queued(callId);
      if (hit === null || !scopeOf(identity).admits(hit.record)) return null;
      const view = await viewFor(identity);
      return readsBlindly(hit.work, identity.id, view.at) ? 'blind' : queueItem(hit, view);
    },

    async next(filter, identity) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const found = await candidates(filter, identity);
        for (const callId of found) {
          const claimed = await change(callId, identity, null, (call, context) =>
            liveClaim(call.work, context.at) === null
              ? decideClaim(call, null, context)
              : { status: 'claimed_by_other' },
          );
          if (claimed.status === 'done') return claimed.item;
        }
        if (found.length === 0) return null;
      }
      return null;
    },

    async heartbeat(callId, identity) {
      const view = await viewFor(identity);
      const until = leaseEnd(view);
      const changed = await store.changeReviews(callId, ({ findings, work }) =>
        work !== undefined && liveClaim(work, view.at)?.by === identity.id && work.claim !== undefined
          ? { findings, work: { ...work, claim: { ...work.claim, until } } }
          : null,
      );
      return changed.status === 'written' ? until : null;
    },
  };
}

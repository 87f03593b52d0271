import type {
  BlindItem,
  BlindProgress,
  BlindReading,
  BlindVerdicts,
} from '../../../contracts/blind-review.ts';
import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import type { BlindOpinion } from '../../../contracts/call-work.ts';
import { NEW_WORK } from '../../../contracts/call-work.ts';
import { isInReview } from '../../../contracts/queue-standing.ts';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { QueueWhere, RecordStore } from '../../../platform/record-store/port.ts';
import type { Identity } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { ReviewSettingsKeeper } from '../queue/review-settings-keeper.ts';
import { leaseEnd } from '../queue/work-decisions.ts';
import { addFinding } from '../reviews/add-finding.ts';
import type { ChangeCall, Decision } from '../reviews/change-call.ts';
import { readsBlindly } from '../reviews/live-claim.ts';
import { markEvidence } from '../reviews/mark-evidence.ts';
import { type Actor, type ReviewFactEvent, workEvents } from '../reviews/review-events.ts';

export type BlindRefusal =
  | { readonly status: 'not_found' | 'not_claimed' | 'conflict' | 'read_already' | 'not_read' }
  | { readonly status: 'invalid'; readonly errors: readonly RejectDetail[] };

export type BlindAnswer = { readonly status: 'done'; readonly progress: BlindProgress } | BlindRefusal;

export interface BlindReviews {
  waiting(identity: Identity): Promise<number>;
  next(identity: Identity): Promise<BlindItem | null>;
  read(callId: string, identity: Identity): Promise<BlindItem | null>;
  handInReading(callId: string, reading: BlindReading, identity: Identity): Promise<BlindAnswer>;
  handInVerdicts(callId: string, given: BlindVerdicts, identity: Identity): Promise<BlindAnswer>;
}

export interface BlindReviewsOptions {
  readonly store: Pick<RecordStore, 'queue' | 'getCall'>;
  readonly changeCall: ChangeCall;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

const CANDIDATES = 20;
const ROUNDS = 20;

/** Second opinions that know nothing of the first: see contracts/blind-review.ts. */
export function createBlindReviews({ store, changeCall, settings, now }: BlindReviewsOptions): BlindReviews {
  const whereFor = (identity: Identity): QueueWhere => ({
    calls: scopeOf(identity).filter({}),
    blindWanted: true,
    claimed: false,
    untouchedBy: identity.id,
    atMs: now().getTime(),
  });

  async function claim(callId: string, identity: Identity): Promise<BlindItem | null> {
    const at = now();
    const current = await settings.current();
    const changed = await changeCall<{ status: 'taken' }>(callId, (call) => {
      const { claim: held } = call.work ?? NEW_WORK;
      const isFree = held === undefined || Date.parse(held.until) <= at.getTime();
      if (!isFree || call.transcript === null || isDone(call)) return { status: 'taken' };
      const fact = { kind: 'claimed' as const, until: leaseEnd({ settings: current, at }), blind: true };
      return happens(call, fact, { id: identity.id, role: identity.role }, at);
    });
    return changed.status === 'done' ? itemOf(changed.call, identity.id) : null;
  }

  /** Decides about a call that this person holds blindly, over the version that was seen. */
  async function change(
    callId: string,
    version: number,
    identity: Identity,
    decide: (call: StoredCall, actor: Actor, at: Date) => Decision<BlindRefusal>,
  ): Promise<BlindAnswer> {
    const at = now();
    const changed = await changeCall<BlindRefusal>(callId, (call) => {
      if (!readsBlindly(call.work, identity.id, at)) return { status: 'not_claimed' };
      if (call.work?.version !== version) return { status: 'conflict' };
      return decide(call, { id: identity.id, role: identity.role }, at);
    });
    if (changed.status !== 'done') return changed;
    const item = readsBlindly(changed.call.work, identity.id, at) ? itemOf(changed.call, identity.id) : null;
    return { status: 'done', progress: { done: item === null, item } };
  }

  return {
    async waiting(identity) {
      return (await store.queue({ where: whereFor(identity), sort: 'waiting', limit: 1 })).total;
    },

    async next(identity) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { hits } = await store.queue({
          where: whereFor(identity),
          sort: 'waiting',
          limit: CANDIDATES,
        });
        for (const { record } of hits) {
          const item = await claim(record.callId, identity);
          if (item !== null) return item;
        }
        if (hits.length === 0) return null;
      }
      return null;
    },

    async read(callId, identity) {
      const call = await store.getCall(callId);
      return call !== null && readsBlindly(call.work, identity.id, now()) ? itemOf(call, identity.id) : null;
    },

    handInReading: (callId, { violations, version }, identity) =>
      change(callId, version, identity, (call, actor, at) => {
        if (opinionOf(call, actor.id) !== undefined) return { status: 'read_already' };
        const errors = violations.flatMap(({ spans }, index) => {
          const marked = markEvidence(call.transcript, spans, `violations[${index}].spans`);
          return marked.ok ? [] : marked.errors;
        });
        if (errors.length > 0) return { status: 'invalid', errors };
        const opinion: BlindOpinion = {
          by: actor.id,
          at: at.toISOString(),
          violations,
          verdicts: toJudge(call).length === 0 ? [] : null,
        };
        return withMissed(call, opinion, actor, at);
      }),

    handInVerdicts: (callId, { verdicts, version }, identity) =>
      change(callId, version, identity, (call, actor, at) => {
        const before = opinionOf(call, actor.id);
        if (before === undefined) return { status: 'not_read' };
        const asked = new Set(toJudge(call).map(({ finding }) => finding.id));
        const given = new Set(verdicts.map(({ findingId }) => findingId));
        if (given.size !== verdicts.length || asked.symmetricDifference(given).size > 0)
          return { status: 'invalid', errors: [INCOMPLETE] };
        const opinion: BlindOpinion = { by: actor.id, at: at.toISOString(), violations: [], verdicts };
        return happens(call, { kind: 'blind_judged', opinion }, actor, at);
      }),
  };
}

/**
 * What the reading of a call leaves: the opinion, and a finding for each violation of a category in which the call has
 * none yet. A published result is not changed behind the collector's back.
 */
function withMissed(call: StoredCall, opinion: BlindOpinion, actor: Actor, at: Date): Decision<BlindRefusal> {
  const events: ReviewFactEvent[] = [];
  const added: StoredFinding[] = [];
  const known = new Set(call.findings.filter(isInReview).map(({ finding }) => finding.category));
  for (const violation of call.work?.published === undefined ? opinion.violations : []) {
    const made = known.has(violation.category) ? null : addFinding(call, violation, { actor, at });
    if (made?.status !== 'added' || added.some(({ finding }) => finding.id === made.stored.finding.id))
      continue;
    events.push(made.event);
    added.push(made.stored);
  }
  const fact = { kind: 'blind_read' as const, opinion };
  const read = happens(call, fact, actor, at);
  return read.status === 'events' ? { status: 'events', events: [...events, ...read.events], added } : read;
}

function happens(
  { record, work }: StoredCall,
  fact: Omit<Parameters<typeof workEvents>[2][number], 'actor' | 'at'>,
  actor: Actor,
  at: Date,
): Decision<never> {
  const events = workEvents(record.callId, work, [{ ...fact, actor, at: at.toISOString() }]);
  return { status: 'events', events };
}

const opinionOf = ({ work }: StoredCall, person: string) => work?.opinions?.find(({ by }) => by === person);
const isDone = ({ work }: StoredCall) => (work?.opinions ?? []).some(({ verdicts }) => verdicts !== null);

/** What the rulebook found and a first reviewer has judged. */
function toJudge({ findings }: StoredCall): StoredFinding[] {
  return findings.filter(
    (stored) =>
      isInReview(stored) && stored.finding.source !== 'reviewer' && stored.review.verdict !== undefined,
  );
}

function itemOf(call: StoredCall, person: string): BlindItem | null {
  const { transcript, work, record } = call;
  if (transcript === null || work?.claim === undefined) return null;
  const isRead = opinionOf(call, person) !== undefined;
  return {
    callId: record.callId,
    version: work.version,
    until: work.claim.until,
    transcript,
    findings: isRead ? toJudge(call).map(({ finding }) => finding) : null,
  };
}

const INCOMPLETE: RejectDetail = {
  field: 'verdicts',
  reason: 'are not exactly one for each finding of the item',
  mend: 'judge every finding of GET /v1/queue/blind/{callId}, each once',
};

import type { Permission } from '../../../contracts/access.ts';
import type {
  AppealDecisionInput,
  AppealInput,
  AppealPage,
  AppealQuery,
  AppealStep,
  AppealView,
} from '../../../contracts/appeal.ts';
import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { isInReview } from '../../../contracts/queue-standing.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { mayDecideAppeal } from '../access/conflict-of-interest.ts';
import { type Identity, mayDo } from '../access/identity.ts';
import { ownCollectorOf, scopeOf } from '../access/scope-of.ts';
import type { ReviewSettingsKeeper } from '../queue/review-settings-keeper.ts';
import type { ChangeCall, Happening } from '../reviews/change-call.ts';
import {
  type AppealContext,
  type AppealRefusal,
  answerAppeal,
  continueAppeal,
  raiseAppeal,
  withdrawAppeal,
} from './decide-appeal.ts';

export type AppealAnswered =
  | { readonly status: 'done'; readonly finding: StoredFinding; readonly call: StoredCall }
  | AppealRefusal;

export interface Appeals {
  list(query: AppealQuery, identity: Identity): Promise<AppealPage>;
  raise(findingId: string, input: AppealInput, identity: Identity): Promise<AppealAnswered>;
  answer(findingId: string, input: AppealDecisionInput, identity: Identity): Promise<AppealAnswered>;
  goOn(findingId: string, version: number, identity: Identity): Promise<AppealAnswered>;
  withdraw(findingId: string, version: number, identity: Identity): Promise<AppealAnswered>;
}

export interface AppealsOptions {
  readonly store: Pick<RecordStore, 'getFinding' | 'queue'>;
  readonly changeCall: ChangeCall;
  readonly settings: Pick<ReviewSettingsKeeper, 'current'>;
  readonly now: () => Date;
}

/** Who decides which step. */
const DECIDES: Readonly<Record<AppealStep, Permission>> = {
  lead: 'appeals:decide_lead',
  quality: 'appeals:decide_quality',
  final: 'appeals:decide_final',
};

type Decide = (call: StoredCall, stored: StoredFinding, context: AppealContext) => Happening | AppealRefusal;

export function createAppeals({ store, changeCall, settings, now }: AppealsOptions): Appeals {
  /** Decides over the review version that was seen, about a finding that the person may have to do with. */
  async function change(
    findingId: string,
    version: number,
    identity: Identity,
    isConcerned: (call: StoredCall, stored: StoredFinding) => boolean,
    decide: Decide,
  ): Promise<AppealAnswered> {
    const found = await store.getFinding(findingId);
    if (found === null) return { status: 'not_found' };
    const context: AppealContext = {
      actor: { id: identity.id, role: identity.role },
      at: now(),
      settings: await settings.current(),
    };
    const changed = await changeCall<AppealRefusal>(found.finding.callId, (call) => {
      const stored = call.findings.find(({ finding }) => finding.id === findingId);
      if (stored === undefined || !isInReview(stored) || !isConcerned(call, stored))
        return { status: 'not_found' };
      return stored.review.version === version
        ? decide(call, stored, context)
        : conflictOfAppeal(stored, version);
    });
    if (changed.status !== 'done') return changed;
    const finding = changed.call.findings.find((stored) => stored.finding.id === findingId);
    return finding === undefined ? { status: 'not_found' } : { status: 'done', finding, call: changed.call };
  }

  /** A collector's own published result, or for leads any of their scope. */
  const maySeeResult = (identity: Identity) => (call: StoredCall) => {
    const isOwn = ownCollectorOf(identity) === call.record.collectorId && call.work?.published !== undefined;
    return isOwn || (mayDo(identity, 'queue:manage') && scopeOf(identity).admits(call.record));
  };

  const isAppellant =
    (identity: Identity) =>
    (call: StoredCall, { review }: StoredFinding) =>
      maySeeResult(identity)(call) &&
      (review.appeal?.raisedBy.id === identity.id || ownCollectorOf(identity) === call.record.collectorId);

  return {
    raise: (findingId, input, identity) =>
      change(findingId, input.version, identity, maySeeResult(identity), (call, stored, context) =>
        raiseAppeal(call, stored, input, context),
      ),

    answer: (findingId, input, identity) =>
      change(
        findingId,
        input.version,
        identity,
        (call) => scopeOf(identity).admits(call.record),
        (call, stored, context) => {
          const { appeal } = stored.review;
          if (appeal?.status !== 'open') return { status: 'appeal_not_open' };
          if (!mayDo(identity, DECIDES[appeal.step])) return { status: 'forbidden' };
          if (!mayDecideAppeal(identity, stored.review, call.record))
            return { status: 'conflict_of_interest' };
          return answerAppeal(stored, input, context);
        },
      ),

    goOn: (findingId, version, identity) =>
      change(findingId, version, identity, isAppellant(identity), (_call, stored, context) =>
        continueAppeal(stored, context),
      ),

    withdraw: (findingId, version, identity) =>
      change(findingId, version, identity, isAppellant(identity), (_call, stored, context) =>
        withdrawAppeal(stored, context),
      ),

    async list({ step, status, agency, team, limit, cursor }, identity) {
      const at = now();
      const calls = scopeOf(identity).filter({
        ...(agency !== undefined && { agency: [agency] }),
        ...(team !== undefined && { team: [team] }),
      });
      const page = await store.queue({
        where: { calls, atMs: at.getTime(), appeal: { status, ...(step && { step }) } },
        sort: 'waiting',
        limit,
        asked: { appeals: { status, step, agency, team }, of: identity.id },
        ...(cursor !== undefined && { cursor }),
      });
      const appeals = page.hits.flatMap((hit) =>
        hit.findings
          .filter(isInReview)
          .flatMap((stored) => viewOf(hit.record, stored, identity, at))
          .filter(({ appeal }) => appeal.status === status && (step === undefined || appeal.step === step)),
      );
      return { appeals, nextCursor: page.nextCursor };
    },
  };
}

/** The answer to somebody who saw an older version. */
function conflictOfAppeal({ review }: StoredFinding, version: number): AppealRefusal {
  const changed = review.history.filter((event) => event.version > version);
  return { status: 'conflict', review, changed };
}

function viewOf(
  record: StoredCall['record'],
  { finding, review }: StoredFinding,
  identity: Identity,
  at: Date,
): AppealView[] {
  const { appeal, version } = review;
  if (appeal === undefined) return [];
  const { collectorId, team, agency, callId } = record;
  const { id, ruleId, category, title } = finding;
  return [
    {
      callId,
      findingId: id,
      version,
      ruleId,
      category,
      severity: review.severity ?? finding.severity,
      title,
      collectorId,
      team,
      agency,
      appeal,
      overdue: appeal.dueAt !== null && Date.parse(appeal.dueAt) < at.getTime(),
      mayDecide:
        appeal.status === 'open' &&
        mayDo(identity, DECIDES[appeal.step]) &&
        mayDecideAppeal(identity, review, record),
    },
  ];
}

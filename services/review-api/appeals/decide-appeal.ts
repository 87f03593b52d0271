import type {
  Appeal,
  AppealDecisionInput,
  AppealInput,
  AppealOutcome,
  AppealStep,
} from '../../../contracts/appeal.ts';
import type { StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { Review, ReviewEvent } from '../../../contracts/review.ts';
import type { ReviewSettings } from '../../../contracts/review-settings.ts';
import type { Happening } from '../reviews/change-call.ts';
import { type Actor, findingEvent } from '../reviews/review-events.ts';

/** Why an appeal is not raised, decided, taken further or withdrawn. */
export type AppealRefusal =
  | { readonly status: 'conflict'; readonly review: Review; readonly changed: readonly ReviewEvent[] }
  | { readonly status: 'invalid'; readonly errors: readonly RejectDetail[] }
  | {
      readonly status:
        | 'not_found'
        | 'not_published'
        | 'window_over'
        | 'appeal_exists'
        | 'appeal_not_open'
        | 'conflict_of_interest'
        | 'forbidden';
    };

export interface AppealContext {
  readonly actor: Actor;
  readonly at: Date;
  readonly settings: ReviewSettings;
}

const DAY_MS = 86_400_000;
const STEPS: readonly AppealStep[] = ['lead', 'quality', 'final'];

const refuse = (status: 'not_published' | 'window_over' | 'appeal_exists' | 'appeal_not_open') => ({
  status,
});
export const daysLater = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS).toISOString();
export const stepAfter = (step: AppealStep): AppealStep | null => STEPS[STEPS.indexOf(step) + 1] ?? null;
/** What holds of a finding now. */
export const currentOutcome = ({ finding, review }: StoredFinding) => ({
  verdict: review.verdict,
  severity: review.severity ?? finding.severity,
});

/** Somebody does not agree with a published result. */
export function raiseAppeal(
  { work }: StoredCall,
  stored: StoredFinding,
  { sought, statement }: AppealInput,
  { actor, at, settings }: AppealContext,
): Happening | AppealRefusal {
  const { review } = stored;
  if (review.appeal !== undefined) return refuse('appeal_exists');
  const published = work?.published;
  if (published === undefined || review.state !== 'reviewed') return refuse('not_published');
  if (published.closed || at.getTime() > Date.parse(published.appealUntil)) return refuse('window_over');
  if (isSame(sought, currentOutcome(stored))) return { status: 'invalid', errors: [SAME] };
  const raisedAt = at.toISOString();
  const appeal: Appeal = {
    id: contentHash({ finding: stored.finding.id, by: actor.id, raisedAt }),
    raisedBy: actor,
    raisedAt,
    sought,
    statement,
    status: 'open',
    step: 'lead',
    dueAt: daysLater(at, settings.appeal.stepDays),
    answers: [],
  };
  return event(stored, { kind: 'appeal_raised', appeal, actor, at });
}

/** The step's answer: keep, accept, or set something else. The last step's answer ends the appeal. */
export function answerAppeal(
  stored: StoredFinding,
  { decision, set: other, reason, dismissReason }: AppealDecisionInput,
  { actor, at, settings }: AppealContext,
): Happening | AppealRefusal {
  const { appeal } = stored.review;
  if (appeal?.status !== 'open') return refuse('appeal_not_open');
  const isKnown = settings.dismissReasons.some(({ code }) => code === dismissReason);
  if (dismissReason !== undefined && !isKnown) return { status: 'invalid', errors: [UNKNOWN_REASON] };
  const set = decision === 'accept' ? appeal.sought : other;
  const answers = [
    ...appeal.answers,
    { step: appeal.step, decision, ...(set && { set }), reason, by: actor, at: at.toISOString() },
  ];
  const isLast = decision === 'accept' || appeal.step === 'final';
  const answered: Appeal = isLast
    ? ended({ ...appeal, answers })
    : { ...appeal, answers, status: 'answered', dueAt: daysLater(at, settings.appeal.windowDays) };
  return event(stored, { kind: 'appeal_decided', appeal: answered, actor, at, set, dismissReason });
}

/** The appellant is not content with the answer. */
export function continueAppeal(
  stored: StoredFinding,
  { actor, at, settings }: AppealContext,
): Happening | AppealRefusal {
  const { appeal } = stored.review;
  const step = appeal && stepAfter(appeal.step);
  if (appeal?.status !== 'answered' || !step) return refuse('appeal_not_open');
  if (appeal.dueAt !== null && at.getTime() > Date.parse(appeal.dueAt)) return refuse('window_over');
  const further: Appeal = { ...appeal, status: 'open', step, dueAt: daysLater(at, settings.appeal.stepDays) };
  return event(stored, { kind: 'appeal_continued', appeal: further, actor, at });
}

export function withdrawAppeal(
  stored: StoredFinding,
  { actor, at }: Pick<AppealContext, 'actor' | 'at'>,
): Happening | AppealRefusal {
  const { appeal } = stored.review;
  if (appeal === undefined || appeal.status === 'ended') return refuse('appeal_not_open');
  const withdrawn: Appeal = { ...appeal, status: 'ended', dueAt: null, outcome: 'withdrawn' };
  return event(stored, { kind: 'appeal_withdrawn', appeal: withdrawn, actor, at });
}

/** The appeal with nothing more to come: amended when any answer set something. */
export function ended(appeal: Appeal): Appeal {
  const isAmended = appeal.answers.some(({ set }) => set !== undefined);
  return { ...appeal, status: 'ended', dueAt: null, outcome: isAmended ? 'amended' : 'upheld' };
}

interface AppealFact {
  readonly kind: ReviewEvent['kind'];
  readonly appeal: Appeal;
  readonly actor: Actor;
  readonly at: Date;
  /** What the finding has from now on. */
  readonly set?: AppealOutcome | undefined;
  readonly dismissReason?: string | undefined;
}

/** An event of an appeal. A finding that is dismissed by it needs a reason like any other. */
export function event(stored: StoredFinding, { set, dismissReason, at, ...fact }: AppealFact): Happening {
  const { verdict, severity } = set ?? {};
  const reason = verdict === 'dismissed' ? (dismissReason ?? 'appeal_accepted') : undefined;
  const made = findingEvent(stored, {
    ...fact,
    at: at.toISOString(),
    ...(verdict !== undefined && { verdict }),
    ...(severity !== undefined && { severity }),
    ...(reason !== undefined && { reason }),
  });
  return { status: 'events', events: [made] };
}

function isSame(sought: AppealOutcome, now: ReturnType<typeof currentOutcome>): boolean {
  const { verdict = now.verdict, severity = now.severity } = sought;
  return verdict === now.verdict && severity === now.severity;
}

const SAME: RejectDetail = {
  field: 'sought',
  reason: 'is what the finding has already',
  mend: 'say what it should become',
};
const UNKNOWN_REASON: RejectDetail = {
  field: 'dismissReason',
  reason: 'is not among the reasons of the settings',
  mend: 'take one of GET /v1/review-settings',
};

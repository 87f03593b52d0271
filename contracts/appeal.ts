import { z } from 'zod';
import { OffsetDateTime, PlainText } from './text.ts';
import { DismissReason, ReviewActor, Verdict } from './verdict.ts';
import { Bilingual, Category, Severity } from './vocabulary.ts';

/** Who decides, one after the other. */
export const AppealStep = z.enum(['lead', 'quality', 'final']);
export type AppealStep = z.infer<typeof AppealStep>;

/** keep the verdict, accept what was sought, or set something else. */
export const AppealDecision = z.enum(['keep', 'accept', 'set_other']);
export type AppealDecision = z.infer<typeof AppealDecision>;

/** An appeal with all its answers stands in one entry of the ledger, so texts are short. */
const Said = PlainText.pipe(z.string().trim().min(1, 'must not be empty').max(1_500));

/** What a published result should become. */
export const AppealOutcome = z
  .strictObject({ verdict: Verdict.optional(), severity: Severity.optional() })
  .refine(({ verdict, severity }) => verdict !== undefined || severity !== undefined, {
    message: 'needs a verdict, a severity or both',
  });
export type AppealOutcome = z.infer<typeof AppealOutcome>;

/** One answer to an appeal; timed_out: nobody decided in time, and the rule of the settings did. */
export const AppealAnswer = z.strictObject({
  step: AppealStep,
  decision: z.union([AppealDecision, z.literal('timed_out')]),
  /** What the finding has from then on; left out where the verdict was kept. */
  set: AppealOutcome.optional(),
  reason: z.string().optional(),
  by: ReviewActor,
  at: OffsetDateTime,
});
export type AppealAnswer = z.infer<typeof AppealAnswer>;

/**
 * An appeal against one published finding. open: the step is to decide by dueAt; answered: the appellant may take it to
 * the next step until dueAt; ended: nothing more can be done.
 */
export const Appeal = z.strictObject({
  id: z.string(),
  raisedBy: ReviewActor,
  raisedAt: OffsetDateTime,
  sought: AppealOutcome,
  statement: z.string(),
  status: z.enum(['open', 'answered', 'ended']),
  step: AppealStep,
  dueAt: OffsetDateTime.nullable(),
  answers: z.array(AppealAnswer),
  /** amended: the result was changed; upheld: it stands; only when ended. */
  outcome: z.enum(['amended', 'upheld', 'withdrawn']).optional(),
});
export type Appeal = z.infer<typeof Appeal>;

export const AppealInput = z.strictObject({
  sought: AppealOutcome,
  statement: Said,
  /** The review version that was seen. */
  version: z.int().nonnegative(),
});
export type AppealInput = z.infer<typeof AppealInput>;

export const AppealDecisionInput = z
  .strictObject({
    decision: AppealDecision,
    set: AppealOutcome.optional(),
    reason: Said,
    /** Why the finding is dismissed from now on, when that is decided. Default appeal_accepted. */
    dismissReason: DismissReason.optional(),
    version: z.int().nonnegative(),
  })
  .refine(({ decision, set }) => (decision === 'set_other') === (set !== undefined), {
    path: ['set'],
    message: 'is required to set something else, and only then',
  });
export type AppealDecisionInput = z.infer<typeof AppealDecisionInput>;

/** An appeal is withdrawn or taken further over the review version that was seen. */
export const AppealMove = z.strictObject({ version: z.int().nonnegative() });
export type AppealMove = z.infer<typeof AppealMove>;

export const AppealQuery = z.strictObject({
  step: AppealStep.optional(),
  status: z.enum(['open', 'answered']).default('open'),
  agency: z.string().max(256).optional(),
  team: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2_000).optional(),
});
export type AppealQuery = z.infer<typeof AppealQuery>;

/** An appeal in the list of those who decide. */
export const AppealView = z.strictObject({
  callId: z.string(),
  findingId: z.string(),
  /** The review version to decide over. */
  version: z.int(),
  ruleId: z.string(),
  category: Category,
  severity: Severity,
  title: Bilingual,
  collectorId: z.string(),
  team: z.string().nullable(),
  agency: z.string().nullable(),
  appeal: Appeal,
  overdue: z.boolean(),
  /** False for who reviewed the finding, decided before, or raised the appeal. */
  mayDecide: z.boolean(),
});
export type AppealView = z.infer<typeof AppealView>;

export const AppealPage = z.strictObject({
  appeals: z.array(AppealView),
  nextCursor: z.string().nullable(),
});
export type AppealPage = z.infer<typeof AppealPage>;

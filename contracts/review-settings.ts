import { z } from 'zod';
import { DismissReason } from './verdict.ts';
import { Bilingual } from './vocabulary.ts';

const Name = z.string().trim().min(1).max(256);
const Hours = z.number().positive().max(8_760);
const Days = z.int().min(1).max(30);

/** Why a finding can be dismissed. One that is no longer offered stays in the list: old verdicts name it. */
export const DismissReasonEntry = z.strictObject({
  code: DismissReason,
  label: Bilingual,
  offered: z.boolean().default(true),
});
export type DismissReasonEntry = z.infer<typeof DismissReasonEntry>;

/** Whom calls go to: the first rule that fits; of several people, each in turn. A rule without conditions fits all. */
export const AssignmentRule = z.strictObject({
  agency: z.array(Name).min(1).max(50).optional(),
  team: z.array(Name).min(1).max(50).optional(),
  /** Language of the call; zh means every kind of Chinese. */
  language: z.array(Name).min(1).max(50).optional(),
  to: z.array(Name).min(1).max(100),
});
export type AssignmentRule = z.infer<typeof AssignmentRule>;

/** How review works in this installation. */
export const ReviewSettings = z.strictObject({
  /** Hours until a call with open findings is due, by the worst of them. */
  dueHours: z.strictObject({ redline: Hours, serious: Hours, minor: Hours }),
  /** How long a claim holds without a heartbeat. */
  leaseMinutes: z.number().min(1).max(240),
  /** A reviewed call is published by itself after this; null: only by a lead. */
  publishAfterHours: z.number().min(0).max(8_760).nullable(),
  appeal: z.strictObject({
    /** From publication, and from an answer, to going (on) to appeal. */
    windowDays: Days,
    /** For each step to decide. */
    stepDays: Days,
    /** What an undecided step does: go to the next one (the last one accepts), or accept what was sought. */
    onTimeout: z.enum(['next_step', 'accept']),
  }),
  secondOpinion: z.strictObject({
    /** Share of reviewed calls that a second reviewer judges without seeing the first verdicts, 0 to 1. */
    share: z.number().min(0).max(1),
    /** Decides with the call id which calls are drawn. */
    seed: z.string().min(1).max(100),
  }),
  assignment: z.strictObject({
    /** Give new calls to people by the rules, without anybody asking. */
    automatic: z.boolean(),
    rules: z.array(AssignmentRule).max(200),
  }),
  dismissReasons: z
    .array(DismissReasonEntry)
    .min(1)
    .max(100)
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, 'names a code twice'),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;

/** The settings with their version: 0 while they are the defaults. */
export const KeptReviewSettings = z.strictObject({
  version: z.int().nonnegative(),
  settings: ReviewSettings,
});
export type KeptReviewSettings = z.infer<typeof KeptReviewSettings>;

const reason = (code: string, zh: string, en: string): DismissReasonEntry => ({
  code,
  label: { zh, en },
  offered: true,
});

/** What holds until somebody sets something else. */
export const DEFAULT_REVIEW_SETTINGS: ReviewSettings = {
  dueHours: { redline: 4, serious: 24, minor: 72 },
  leaseMinutes: 15,
  publishAfterHours: null,
  appeal: { windowDays: 7, stepDays: 5, onTimeout: 'next_step' },
  secondOpinion: { share: 0.05, seed: 'callwarden' },
  assignment: { automatic: false, rules: [] },
  dismissReasons: [
    reason('not_said', '没有说过', 'Not said'),
    reason('recogniser_error', '语音识别错误', 'Recogniser error'),
    reason('lawful_wording', '合法用语', 'Lawful wording'),
    reason('wrong_party', '对象判断错误', 'Wrong party'),
    reason('quotation_or_negation', '引用或否定', 'Quotation or negation'),
    reason('agreed_exception', '已约定的例外', 'Agreed exception'),
    reason('duplicate', '重复', 'Duplicate'),
    reason('appeal_accepted', '申诉成立', 'Appeal accepted'),
    reason('other', '其他', 'Other'),
  ],
};

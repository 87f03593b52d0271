import { z } from 'zod';
import { OffsetDateTime } from './text.ts';
import { Category } from './vocabulary.ts';

/** A share with its Wilson score interval at 95 %; value and bounds are null where nothing was counted. */
export const Share = z.strictObject({
  hits: z.int().nonnegative(),
  of: z.int().nonnegative(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Share = z.infer<typeof Share>;

/**
 * An estimate of recall: found are true calls (flagged, times precision), missed is the misses of the blind sample
 * times how many unflagged calls each sampled one stands for. The bounds take both intervals at their worst.
 */
export const RecallEstimate = z.strictObject({
  found: z.number().nonnegative(),
  missed: z.number().nonnegative(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type RecallEstimate = z.infer<typeof RecallEstimate>;

/** One version of a rule, as people judged it. */
export const RuleQuality = z.strictObject({
  ruleId: z.string(),
  ruleVersion: z.int(),
  category: Category,
  /** Calls of the period with a finding of this version, and findings. */
  calls: z.int(),
  findings: z.int(),
  confirmed: z.int(),
  dismissed: z.int(),
  undecidable: z.int(),
  /** confirmed of confirmed and dismissed. */
  precision: Share,
  /** Readings of the blind sample that name this rule as the one that should have seen it. */
  misses: z.int(),
  recall: RecallEstimate,
});
export type RuleQuality = z.infer<typeof RuleQuality>;

export const CategoryQuality = z.strictObject({
  category: Category,
  precision: Share,
  /** Sampled unflagged calls in which a blind reader found this. */
  misses: Share,
  recall: RecallEstimate,
});

export const QualityQuery = z.strictObject({
  /** Half-open interval of startedAt; at most 400 days. Default: the last 30 days. */
  from: OffsetDateTime.optional(),
  to: OffsetDateTime.optional(),
  rule: z.string().max(256).optional(),
});
export type QualityQuery = z.infer<typeof QualityQuery>;

export const QualityReport = z.strictObject({
  from: OffsetDateTime,
  to: OffsetDateTime,
  /** Unflagged calls, those sampled for blind review, and those read. */
  unflagged: z.int(),
  sampled: z.int(),
  read: z.int(),
  rules: z.array(RuleQuality),
  categories: z.array(CategoryQuality),
});
export type QualityReport = z.infer<typeof QualityReport>;

/** Agreement of independent verdicts; null where it is not defined (too few, or no variation). */
export const Agreement = z.strictObject({
  /** Findings with two verdicts or more. */
  units: z.int(),
  /** Share of pairs of verdicts that are equal. */
  observed: z.number().nullable(),
  /** First verdict against second. */
  cohenKappa: z.number().nullable(),
  /** Over units with equally many verdicts. */
  fleissKappa: z.number().nullable(),
  /** Nominal; takes units with any number of verdicts. */
  krippendorffAlpha: z.number().nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

export const AgreementReport = z.strictObject({
  from: OffsetDateTime,
  to: OffsetDateTime,
  overall: Agreement,
  byRule: z.array(Agreement.extend({ ruleId: z.string() })),
  /** Each reviewer's verdicts against those of the others on the same findings. */
  byReviewer: z.array(Agreement.extend({ reviewer: z.string() })),
});
export type AgreementReport = z.infer<typeof AgreementReport>;

import { z } from 'zod';
import { CallRecord } from './call-record.ts';
import { ReviewState, Verdict } from './review.ts';
import { OffsetDateTime } from './text.ts';
import { Category, Outcome, Severity } from './vocabulary.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(item).min(1).max(50),
  );

/** Filters for calls. Lists mean any of; different filters mean all of. Queries take comma-separated lists. */
export const CallFilter = z.strictObject({
  /** Half-open interval of startedAt. */
  from: OffsetDateTime.optional(),
  to: OffsetDateTime.optional(),
  collector: list(z.string()).optional(),
  team: list(z.string()).optional(),
  agency: list(z.string()).optional(),
  debtor: z.string().optional(),
  case: z.string().optional(),
  language: list(z.string()).optional(),
  category: list(Category).optional(),
  severity: list(Severity).optional(),
  rule: list(z.string()).optional(),
  outcome: list(Outcome).optional(),
  reviewState: list(ReviewState).optional(),
  verdict: list(Verdict).optional(),
  flagged: z
    .preprocess((value) => (value === 'true' ? true : value === 'false' ? false : value), z.boolean())
    .optional(),
  /** Full text over the turns; words in "quotes" are a phrase. */
  text: z.string().trim().min(1).max(500).optional(),
});
export type CallFilter = z.infer<typeof CallFilter>;

export const CallSort = z.enum(['newest', 'oldest', 'severity', 'relevance']);
export type CallSort = z.infer<typeof CallSort>;

export const CallQuery = CallFilter.extend({
  sort: CallSort.default('newest'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** Opaque, from the page before; stays valid while records are added. */
  cursor: z.string().max(2_000).optional(),
});
export type CallQuery = z.infer<typeof CallQuery>;

/** A found piece of a turn. Offsets are UTF-16 in the turn's text. */
export const Highlight = z.strictObject({
  turn: z.int(),
  text: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
});
export type Highlight = z.infer<typeof Highlight>;

export const CallHit = z.strictObject({
  record: CallRecord,
  /** Review states of the call's findings that officers see, counted. */
  review: z.partialRecord(ReviewState, z.int()),
  highlights: z.array(Highlight),
});
export type CallHit = z.infer<typeof CallHit>;

export const CallPage = z.strictObject({
  hits: z.array(CallHit),
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type CallPage = z.infer<typeof CallPage>;

export const FACETS = [
  'category',
  'severity',
  'rule',
  'outcome',
  'language',
  'agency',
  'collector',
  'reviewState',
] as const;
export const FacetName = z.enum(FACETS);
export type FacetName = z.infer<typeof FacetName>;

/** Calls (not findings) per value, the most frequent first, at most 50 values a facet. */
export const Facets = z.record(FacetName, z.array(z.strictObject({ value: z.string(), calls: z.int() })));
export type Facets = z.infer<typeof Facets>;

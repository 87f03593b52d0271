import { z } from 'zod';
import { CallRecord } from './call-record.ts';
import { ReviewState, Verdict } from './review.ts';
import { OffsetDateTime } from './text.ts';
import { Category, Outcome, ParticipantRole, Severity } from './vocabulary.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(item).min(1).max(50),
  );

const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean(),
);

/**
 * Filters for calls. Lists mean any of; different filters mean all of. Queries take comma-separated lists.
 * Those about a finding (category, severity, rule, outcome, reviewState, verdict, reviewer) must all hold for one finding
 * that officers see: rules in shadow and superseded findings are not looked at.
 */
export const CallFilter = z.strictObject({
  /** Half-open interval of startedAt. */
  from: OffsetDateTime.optional(),
  to: OffsetDateTime.optional(),
  collector: list(z.string()).optional(),
  /** Calls of anybody but these. */
  notCollector: list(z.string()).optional(),
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
  /** Who gave the verdict that stands. */
  reviewer: list(z.string()).optional(),
  flagged: flag.optional(),
  /** Kept in full for blind review. */
  sampled: flag.optional(),
  /**
   * Full text over the turns, whatever the case and width of letters; Chinese is found as it is written. Pieces
   * between spaces must all be said in the call; a piece, or words in "quotes", is a phrase within one turn.
   * Punctuation counts for nothing: it is the recogniser's guess. "工资 单位"~5: the pieces within the quotes are said
   * in one turn, in any order, with at most 5 (at most 50) other words between the outermost; a Chinese character is a word.
   */
  text: z.string().trim().min(1).max(500).optional(),
  /** Each piece of the text is said by one of these roles; without a text: one of them speaks. */
  saidBy: list(ParticipantRole).optional(),
  /** Each piece of the text is said in a turn that begins within so many seconds of the start of the call. */
  saidWithinSeconds: z.coerce.number().int().min(1).max(86_400).optional(),
});
export type CallFilter = z.infer<typeof CallFilter>;

/**
 * newest first, oldest first, worst severity first, or by how often the text is said (without text: newest).
 * Equal ones: the newer first, then by callId.
 */
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

/** How many calls a filter finds. */
export const CallCount = z.strictObject({ total: z.int() });

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

/** Calls (not findings) per value, the most frequent first, equal ones by value, at most 50 values a facet. */
export const Facets = z.record(FacetName, z.array(z.strictObject({ value: z.string(), calls: z.int() })));
export type Facets = z.infer<typeof Facets>;

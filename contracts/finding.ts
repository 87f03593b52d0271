import { z } from 'zod';
import { CalendarDate } from './text.ts';
import { Bilingual, Category, Jurisdiction, Outcome, Severity } from './vocabulary.ts';

/** A piece of evidence: UTF-16 offsets into the original text of a turn, end exclusive; quote is that slice. */
export const Span = z.strictObject({
  turn: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  quote: z.string(),
});
export type Span = z.infer<typeof Span>;

/** A law, standard or policy that the rule rests on, as it stood on the date of the call. */
export const Citation = z.strictObject({
  jurisdiction: Jurisdiction,
  cite: z.string().min(1),
  gist: Bilingual,
  inForce: z.strictObject({ from: CalendarDate, until: CalendarDate.optional() }),
  /** read: somebody read the text; secondary: a report of it; unread: general knowledge, to be confirmed. */
  checked: z.strictObject({ how: z.enum(['read', 'secondary', 'unread']), on: CalendarDate }),
});
export type Citation = z.infer<typeof Citation>;

/** One thing a matcher saw. */
export const MatchedTerm = z.strictObject({
  /** Name of the term group in the rule, for example arrears. */
  group: z.string(),
  /** The entry of that group, as written in the lexicon. */
  term: z.string(),
  /** exact after normalisation; stem: another form of the English words; sound: other characters of the same pinyin. */
  kind: z.enum(['exact', 'stem', 'sound', 'recogniser', 'feature']),
  span: Span,
  /** Weight of a feature in the statistical reader's score; absent for rules. */
  weight: z.number().optional(),
});
export type MatchedTerm = z.infer<typeof MatchedTerm>;

/** A fact of the call that decided, for example party=third_party at turn 4, or localTime=22:14. */
export const DecidingFact = z.strictObject({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  turn: z.int().nonnegative().optional(),
});
export type DecidingFact = z.infer<typeof DecidingFact>;

/** Why a finding stands, for officers (zh, en) and for machines (the rest). Deterministic: it replays byte for byte. */
export const Explanation = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Which branches of the rule's match held. */
  branches: z.array(z.string()),
  matched: z.array(MatchedTerm),
  facts: z.array(DecidingFact),
  /** Exceptions of the rule that were looked at and did not apply. */
  exceptions: z.array(z.strictObject({ id: z.string(), because: Bilingual })),
});
export type Explanation = z.infer<typeof Explanation>;

const findingFields = {
  /** Hash of callId, ruleId, turn and spans: the same evidence has the same id for ever. */
  id: z.string().min(1),
  callId: z.string().min(1),
  revision: z.int().min(1),
  ruleId: z.string().min(1),
  ruleVersion: z.int().min(1),
  /** Hash of the rule's resolved logic (scope, matchers, exceptions, expanded terms, parameters). */
  logicHash: z.string().min(1),
  /** Hash of the whole rulebook in force. */
  rulebookHash: z.string().min(1),
  /** Hash of what the verdict is about (quotes and deciding facts): a verdict stays while it is unchanged. */
  evidenceHash: z.string().min(1),
  /** A reviewer saw what the rulebook missed. Left out: the analyzer made it. */
  source: z.literal('reviewer').optional(),
  category: Category,
  severity: Severity,
  outcome: Outcome,
  /** Facts that were missing; only with outcome undecidable. */
  missing: z.array(z.string()).optional(),
  /** 0-based turn that completes the evidence, or null for the whole call. */
  turn: z.int().nonnegative().nullable(),
  spans: z.array(Span),
  /** Milliseconds from the start of the call; null for the whole call. */
  startMs: z.number().nullable(),
  endMs: z.number().nullable(),
  /** 0 to 1; 1 for an exact match in a clear recording. Sound-alikes and poor recognition lower it. */
  confidence: z.number().min(0).max(1),
  /** shadow rules are measured, not shown to officers. */
  status: z.enum(['active', 'shadow']),
  title: Bilingual,
  explanation: Explanation,
  citations: z.array(Citation),
};

/** One possible breach in one call (design: findings). */
export const Finding = z
  .strictObject(findingFields)
  .refine((finding) => (finding.outcome === 'undecidable') === (finding.missing !== undefined), {
    path: ['missing'],
    message: 'is given exactly with outcome undecidable',
  });
export type Finding = z.infer<typeof Finding>;

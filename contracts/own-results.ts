import { z } from 'zod';
import { Appeal } from './appeal.ts';
import { Span } from './finding.ts';
import { OffsetDateTime } from './text.ts';
import { Verdict } from './verdict.ts';
import { Bilingual, Category, Severity } from './vocabulary.ts';

/** One judged finding as the collector of the call sees it: who reviewed it stays unnamed. */
export const OwnResult = z.strictObject({
  findingId: z.string(),
  /** The review version to appeal over. */
  version: z.int(),
  category: Category,
  severity: Severity,
  title: Bilingual,
  explanation: Bilingual,
  evidence: z.array(Span),
  verdict: Verdict,
  appeal: Appeal.nullable(),
  mayAppeal: z.boolean(),
});
export type OwnResult = z.infer<typeof OwnResult>;

/** A published call of one's own. */
export const OwnCall = z.strictObject({
  callId: z.string(),
  startedAt: OffsetDateTime,
  durationMs: z.number(),
  publishedAt: OffsetDateTime,
  appealUntil: OffsetDateTime,
  results: z.array(OwnResult),
});
export type OwnCall = z.infer<typeof OwnCall>;

export const OwnResultsQuery = z.strictObject({
  from: OffsetDateTime.optional(),
  to: OffsetDateTime.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2_000).optional(),
});
export type OwnResultsQuery = z.infer<typeof OwnResultsQuery>;

export const OwnResults = z.strictObject({
  calls: z.array(OwnCall),
  total: z.int(),
  nextCursor: z.string().nullable(),
});
export type OwnResults = z.infer<typeof OwnResults>;

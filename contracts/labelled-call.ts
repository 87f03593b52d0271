import { z } from 'zod';
import { Transcript } from './transcript.ts';
import { Category } from './vocabulary.ts';

/** A label: the category, and the 0-based turn that shows it, or null for the whole call. */
export const ExpectedLabel = z.object({
  category: Category,
  turn: z.int().nonnegative().nullable(),
  note: z.string().optional(),
});
export type ExpectedLabel = z.infer<typeof ExpectedLabel>;

/** A call of a corpus: a transcript with what a careful officer would flag. */
export const LabelledCall = z
  .looseObject({ expected: z.array(ExpectedLabel), tags: z.array(z.string()).default([]) })
  .transform((raw) => ({ transcript: Transcript.parse(raw), expected: raw.expected, tags: raw.tags }));
export type LabelledCall = z.infer<typeof LabelledCall>;

import { z } from 'zod';
import { TermGroup } from './rule.ts';
import { DelayReason, PromiseChannel } from './scoring.ts';
import { Bilingual } from './vocabulary.ts';

/** What the words of a call are looked through for, besides the dialogue cues. */
export const SignName = z.enum([
  'own_name',
  'institution',
  'on_behalf',
  'creditor_house',
  'purpose',
  'recording',
  'opens_voicemail',
  'asks_reason',
  ...DelayReason.options.map((reason) => `reason_${reason}` as const),
  'benefit',
  'objects',
  'refuses_contact',
  'acknowledges',
  'offers_way',
  'argues',
  'promises',
  'declines',
  'hedges',
  'conditions',
  'agrees',
  'proposes',
  'asks_terms',
  'tells_owed',
  'restates',
  'thanks',
  'next_step',
  ...PromiseChannel.options.map((channel) => `channel_${channel}` as const),
  'callback',
  'tells_business',
  'forces',
]);
export type SignName = z.infer<typeof SignName>;

const GroupName = z.string().regex(/^[a-z][a-z0-9_]*$/);
const Gap = z.int().min(0).max(60);
const Within = z.enum(['clause', 'sentence', 'turn']);
/** Not where one of this group stands in the same stretch. */
const unless = { unless: z.strictObject({ of: GroupName, within: Within }).optional() };

/** One way to hear a sign: a word of a group, or groups in order or near each other. */
export const SignMatch = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('term'), of: z.union([GroupName, z.array(GroupName).min(1)]), ...unless }),
  z.strictObject({
    kind: z.literal('sequence'),
    of: z.array(GroupName).min(2).max(4),
    gap: Gap,
    within: Within,
    ...unless,
  }),
  z.strictObject({
    kind: z.literal('near'),
    of: z.array(GroupName).min(2).max(3),
    gap: Gap,
    within: Within,
    ...unless,
  }),
]);
export type SignMatch = z.infer<typeof SignMatch>;

/** lexicons/elements/<lang>/<name>.yaml: the words by which the elements of a call are known. */
export const ElementFile = z.strictObject({
  id: z
    .string()
    .regex(/^(zh|en)\/[a-z0-9-]+$/, 'must equal the path below elements/, for example zh/opening'),
  version: z.int().min(1),
  note: Bilingual,
  terms: z.record(GroupName, TermGroup),
  /** Ways to hear a sign. A group that bears a sign's name is a way by itself where none is given here. */
  signs: z.partialRecord(SignName, z.array(SignMatch).min(1)).default({}),
});
export type ElementFile = z.infer<typeof ElementFile>;

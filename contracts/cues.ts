import { z } from 'zod';
import { TermGroup } from './rule.ts';
import { Bilingual } from './vocabulary.ts';

/** What the dialogue reader listens for. */
export const CueName = z.enum([
  'asks_identity',
  'affirms',
  'denies_identity',
  'asks_back',
  'other_person',
  'check_passed',
  'introduces_self',
  'tells_purpose',
  'tells_debt',
  'announces_recording',
  'refuses_contact',
  'has_attorney',
  'disputes',
  'tells_hardship',
  'promises',
  'voicemail_greeting',
  'calls_to_phone',
]);
export type CueName = z.infer<typeof CueName>;

/** lexicons/cues/<lang>.yaml: words that move the dialogue from one state to the next. */
export const CueFile = z.strictObject({
  language: z.enum(['zh', 'en']),
  version: z.int().min(1),
  note: Bilingual,
  cues: z.partialRecord(CueName, TermGroup),
});
export type CueFile = z.infer<typeof CueFile>;

import { z } from 'zod';

/** What a finding can be about. Ids are fixed for ever: they stand in records, verdicts and reports. */
export const Category = z.enum([
  'abusive_language',
  'threat',
  'misrepresentation',
  'impersonation',
  'third_party_disclosure',
  'third_party_pressure',
  'off_hours',
  'excessive_frequency',
  'improper_payment',
  'unauthorised_concession',
  'over_collection',
  'coerced_borrowing',
  'unapproved_channel',
  'cease_contact_ignored',
  'verification_missing',
  'missing_identification',
  'missing_recording_notice',
  'vulnerability',
  'other',
]);
export type Category = z.infer<typeof Category>;

/** redline: zero tolerance or criminal exposure; serious: a quantified limit or a right breached; minor: service quality. */
export const Severity = z.enum(['redline', 'serious', 'minor']);
export type Severity = z.infer<typeof Severity>;

/** undecidable is never a pass: the fact that was missing is named in the finding. */
export const Outcome = z.enum(['violation', 'suspected', 'undecidable']);
export type Outcome = z.infer<typeof Outcome>;

export const Direction = z.enum(['outbound', 'inbound']);
export type Direction = z.infer<typeof Direction>;

export const Channel = z.enum(['voice', 'voicemail', 'chat']);
export type Channel = z.infer<typeof Channel>;

export const ParticipantRole = z.enum(['collector', 'debtor', 'third_party', 'ivr']);
export type ParticipantRole = z.infer<typeof ParticipantRole>;

/** How a third party stands to the debtor. guarantor and co_borrower owe the debt themselves. */
export const Relation = z.enum([
  'spouse',
  'parent',
  'child',
  'sibling',
  'relative',
  'friend',
  'employer',
  'colleague',
  'neighbour',
  'attorney',
  'guarantor',
  'co_borrower',
  'unknown',
]);
export type Relation = z.infer<typeof Relation>;

/** The party on the line as the dialogue shows it, turn by turn. */
export const Party = z.enum(['unverified', 'debtor', 'third_party', 'guarantor', 'co_borrower', 'voicemail']);
export type Party = z.infer<typeof Party>;

/** ISO 3166 country whose law applies; parameters/<jurisdiction>.yaml holds its numbers. */
export const Jurisdiction = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'an ISO 3166 code such as CN, US or US-MA');
export type Jurisdiction = z.infer<typeof Jurisdiction>;

/** A text for officers, in plain Chinese and English. */
export const Bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof Bilingual>;

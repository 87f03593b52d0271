import { z } from 'zod';
import { StoredCall } from './call-record.ts';
import { OffsetDateTime, PlainText } from './text.ts';

/** What is masked. Ids are fixed: they stand in reveals and in the ledger. */
export const PersonalDataKind = z.enum([
  'name',
  'phone',
  /** Resident identity card, or enough of its end to pass a check with. */
  'national_id',
  'bank_card',
  'address',
  'birth_date',
  'email',
  /** WeChat, QQ. */
  'messenger',
  'plate',
  /** US social security number, or its last four. */
  'ssn',
  /** UK National Insurance number. */
  'nino',
]);
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** Why somebody must see what is masked. */
export const RevealReason = z.enum([
  'review',
  'appeal',
  'complaint',
  'data_subject_request',
  'legal_request',
  'quality_check',
  'other',
]);
export type RevealReason = z.infer<typeof RevealReason>;

/** Asks to see the personal data of one call; the ledger keeps who, when and why. */
export const RevealRequest = z
  .strictObject({
    reason: RevealReason,
    comment: PlainText.pipe(z.string().trim().min(1).max(1_000)).optional(),
    /** Only these kinds; all when left out. */
    kinds: z.array(PersonalDataKind).min(1).max(PersonalDataKind.options.length).optional(),
  })
  .refine(({ reason, comment }) => reason !== 'other' || comment !== undefined, {
    path: ['comment'],
    message: 'is required with reason other; say why',
  });
export type RevealRequest = z.infer<typeof RevealRequest>;

/** Leave to see the personal data of one call until expiresAt. */
export const RevealGrant = z.strictObject({
  callId: z.string(),
  /** Null: all. */
  kinds: z.array(PersonalDataKind).nullable(),
  reason: RevealReason,
  comment: z.string().nullable(),
  grantedAt: OffsetDateTime,
  expiresAt: OffsetDateTime,
});
export type RevealGrant = z.infer<typeof RevealGrant>;

export const RevealedCall = z.strictObject({ grant: RevealGrant, call: StoredCall });
export type RevealedCall = z.infer<typeof RevealedCall>;

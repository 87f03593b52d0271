import type { Bilingual, Category, Severity } from '../../../contracts/vocabulary.ts';

/** Categories by name, for officers. */
export const CATEGORY_NAMES: Readonly<Record<Category, Bilingual>> = {
  abusive_language: { zh: '辱骂或贬低', en: 'abusive language' },
  threat: { zh: '威胁', en: 'a threat' },
  misrepresentation: { zh: '虚假陈述', en: 'misrepresentation' },
  impersonation: { zh: '冒充身份', en: 'impersonation' },
  third_party_disclosure: { zh: '向第三人透露债务', en: 'disclosure to a third party' },
  third_party_pressure: { zh: '向第三人施压', en: 'pressure on a third party' },
  off_hours: { zh: '非允许时段联系', en: 'contact outside permitted hours' },
  excessive_frequency: { zh: '联系过于频繁', en: 'excessive frequency' },
  improper_payment: { zh: '违规收款', en: 'improper payment' },
  unauthorised_concession: { zh: '越权承诺', en: 'an unauthorised concession' },
  over_collection: { zh: '超额催收', en: 'over-collection' },
  coerced_borrowing: { zh: '诱导借款', en: 'coerced borrowing' },
  unapproved_channel: { zh: '违规渠道', en: 'an unapproved channel' },
  cease_contact_ignored: { zh: '无视停止联系要求', en: 'an ignored demand to stop' },
  verification_missing: { zh: '未核实身份', en: 'missing verification' },
  missing_identification: { zh: '未表明身份', en: 'missing identification' },
  missing_recording_notice: { zh: '未告知录音', en: 'missing recording notice' },
  vulnerability: { zh: '需要关怀的情况', en: 'a sign of vulnerability' },
  other: { zh: '其他', en: 'other misconduct' },
};

/** A suspicion is as grave as what is suspected (regulations of the lexicons' rules). */
export const SUSPECTED_SEVERITY: Readonly<Record<Category, Severity>> = {
  abusive_language: 'redline',
  threat: 'redline',
  misrepresentation: 'redline',
  impersonation: 'redline',
  third_party_disclosure: 'redline',
  third_party_pressure: 'redline',
  off_hours: 'serious',
  excessive_frequency: 'serious',
  improper_payment: 'redline',
  unauthorised_concession: 'serious',
  over_collection: 'redline',
  coerced_borrowing: 'redline',
  unapproved_channel: 'redline',
  cease_contact_ignored: 'serious',
  verification_missing: 'serious',
  missing_identification: 'serious',
  missing_recording_notice: 'minor',
  vulnerability: 'serious',
  other: 'minor',
};

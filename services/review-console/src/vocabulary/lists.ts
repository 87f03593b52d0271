import type { Category, Outcome, ReviewState, Role, Severity, Verdict } from '../api/types.ts';

/** All values of a contract's list: the types refuse a missing or a wrong one. */
const all = <T extends string>(values: Readonly<Record<T, true>>): readonly T[] =>
  Object.keys(values).filter((value): value is T => value in values);

export const severities = all<Severity>({ redline: true, serious: true, minor: true });
export const outcomes = all<Outcome>({ violation: true, suspected: true, undecidable: true });
export const verdicts = all<Verdict>({ confirmed: true, dismissed: true, undecidable: true });
export const reviewStates = all<ReviewState>({
  new: true,
  claimed: true,
  reviewed: true,
  appealed: true,
  closed: true,
  reopened: true,
});
export const roles = all<Role>({
  officer: true,
  lead: true,
  collector: true,
  auditor: true,
  rule_author: true,
  privacy_officer: true,
  admin: true,
});
export const categories = all<Category>({
  threat: true,
  abusive_language: true,
  third_party_disclosure: true,
  third_party_pressure: true,
  misrepresentation: true,
  impersonation: true,
  off_hours: true,
  excessive_frequency: true,
  improper_payment: true,
  unauthorised_concession: true,
  over_collection: true,
  coerced_borrowing: true,
  unapproved_channel: true,
  cease_contact_ignored: true,
  verification_missing: true,
  missing_identification: true,
  missing_recording_notice: true,
  vulnerability: true,
  other: true,
});

/** The fields of a call record that make a ContactEvent, as a zod pick and as a list of names. */
export const CONTACT_FIELDS = {
  callId: true,
  startedAtMs: true,
  durationMs: true,
  direction: true,
  channel: true,
  caseId: true,
  numberHash: true,
  partyReached: true,
  effectiveContact: true,
} as const;

import type { CallWork, Claim } from '../../../contracts/call-work.ts';

export type LiveClaim = Claim;

/** The claim that holds at an instant; null when nobody works on the call. */
export function liveClaim(work: CallWork | undefined, at: Date): LiveClaim | null {
  const claim = work?.claim;
  return claim !== undefined && Date.parse(claim.until) > at.getTime() ? claim : null;
}

/** Whether somebody reads the call blindly now, and so must see neither its findings nor their verdicts. */
export function readsBlindly(work: CallWork | undefined, person: string, at: Date): boolean {
  const claim = liveClaim(work, at);
  return claim?.blind === true && claim.by === person;
}

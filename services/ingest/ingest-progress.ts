import type { RejectCode } from '../../contracts/rejected.ts';
import type { ItemOutcome } from './accept-item.ts';

/** What a stream gave so far. */
export interface IngestProgress {
  /** Bytes read, before decompression. */
  readonly bytes: number;
  readonly items: number;
  /** Accepted and durable in the event log. */
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedByCode: Readonly<Partial<Record<RejectCode, number>>>;
  /** Items with a field the contract doesn't know. */
  readonly withWarnings: number;
}

export const NO_PROGRESS: IngestProgress = Object.freeze({
  bytes: 0,
  items: 0,
  accepted: 0,
  rejected: 0,
  rejectedByCode: {},
  withWarnings: 0,
});

/** The progress after these outcomes. */
export function addOutcomes(before: IngestProgress, outcomes: readonly ItemOutcome[]): IngestProgress {
  const rejected = outcomes.filter((outcome) => outcome.status === 'rejected');
  const rejectedByCode = { ...before.rejectedByCode };
  for (const { code } of rejected) rejectedByCode[code] = (rejectedByCode[code] ?? 0) + 1;
  return {
    bytes: before.bytes,
    items: before.items + outcomes.length,
    accepted: before.accepted + outcomes.length - rejected.length,
    rejected: before.rejected + rejected.length,
    rejectedByCode,
    withWarnings: before.withWarnings + outcomes.filter((outcome) => outcome.warnings.length > 0).length,
  };
}

import type { StoredFinding } from '../../../contracts/call-record.ts';
import { type CallWork, NEW_WORK, type QueueEvent } from '../../../contracts/call-work.ts';
import { contentHash } from '../../../contracts/canonical-json.ts';
import type { ReviewEvent } from '../../../contracts/review.ts';

export type Actor = ReviewEvent['actor'];

/** A fact about a finding or about a call in the queue. */
export type ReviewFactEvent = ReviewEvent | QueueEvent;

/** What this installation does by itself. */
export const HOUSEKEEPING: Actor = { id: 'system:review', role: 'system' };

export const isFindingEvent = (event: ReviewFactEvent): event is ReviewEvent => 'findingId' in event;

type FindingFact = Omit<ReviewEvent, 'id' | 'callId' | 'findingId' | 'evidenceHash' | 'version'>;
type WorkFact = Omit<QueueEvent, 'id' | 'callId' | 'version'>;

/** The next event of a finding. Pure: equal input gives an equal event, whose id is the hash of the rest. */
export function findingEvent({ finding, review }: StoredFinding, fact: FindingFact): ReviewEvent {
  const body = {
    callId: finding.callId,
    findingId: finding.id,
    evidenceHash: finding.evidenceHash,
    ...withoutGaps(fact),
    version: review.version + 1,
  };
  return { id: contentHash(body), ...body };
}

/** The next events of a call in the queue, one after the other. */
export function workEvents(
  callId: string,
  work: CallWork | undefined,
  facts: readonly WorkFact[],
): QueueEvent[] {
  const { version } = work ?? NEW_WORK;
  return facts.map((fact, index) => {
    const body = { callId, ...withoutGaps(fact), version: version + 1 + index };
    return { id: contentHash(body), ...body };
  });
}

/** Without properties that are undefined, which JSON does not keep. */
function withoutGaps<T extends object>(value: T): T {
  const gaps = Object.entries(value).filter(([, item]) => item === undefined);
  if (gaps.length === 0) return value;
  const copy = { ...value };
  for (const [key] of gaps) Reflect.deleteProperty(copy, key);
  return copy;
}

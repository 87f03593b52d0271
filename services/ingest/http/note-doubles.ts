import type { RejectDetail } from '../../../contracts/rejected.ts';
import type { AcceptedItem, ItemOutcome } from '../accept-item.ts';

/** Adds a warning to items whose call and revision stand in the same request already. */
export function noteDoubles(outcomes: readonly ItemOutcome[]): readonly ItemOutcome[] {
  const first = new Map<string, AcceptedItem>();
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') return outcome;
    const name = JSON.stringify([outcome.callId, outcome.revision]);
    const earlier = first.get(name);
    if (earlier !== undefined)
      return { ...outcome, warnings: [...outcome.warnings, double(earlier, outcome)] };
    first.set(name, outcome);
    return outcome;
  });
}

const double = (earlier: AcceptedItem, later: AcceptedItem): RejectDetail =>
  earlier.json === later.json
    ? { field: 'callId', reason: `is the same call and content as item ${earlier.index}` }
    : {
        field: 'revision',
        reason: `is the same call and revision as item ${earlier.index} with other content; the first one stands`,
        mend: 'raise revision to amend a call',
      };

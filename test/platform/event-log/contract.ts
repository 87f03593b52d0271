import { browsingContract } from './contract/browsing.ts';
import { faultContract } from './contract/faults.ts';
import { groupContract } from './contract/groups.ts';
import { publishingContract } from './contract/publishing.ts';
import { stoppingContract } from './contract/stopping.ts';
import type { EventLogHarness } from './support/scene.ts';

/** What every adapter of the event log promises. Call inside describe; the harness may be made in a before hook. */
export function eventLogContract(harness: () => EventLogHarness): void {
  publishingContract(harness);
  browsingContract(harness);
  groupContract(harness);
  faultContract(harness);
  stoppingContract(harness);
}

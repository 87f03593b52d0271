import type { StoredCall } from '../../contracts/call-record.ts';
import { canonicalJson } from '../../contracts/canonical-json.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { FindingReplay } from '../../contracts/review-replay.ts';
import type { RecordStore } from '../../platform/record-store/port.ts';
import type { AnalyseCall } from './analyse-call.ts';
import { createContactHistory } from './history.ts';
import type { Rulebook } from './rulebook/rulebook.ts';

/** Analyses the stored transcript again with the rulebook at hand and compares byte for byte. */
export async function explainFinding(options: {
  readonly call: StoredCall;
  readonly finding: Finding;
  readonly analyse: AnalyseCall;
  readonly rulebook: Rulebook;
  readonly store: Pick<RecordStore, 'contacts'>;
}): Promise<FindingReplay> {
  const { call, finding, analyse, rulebook, store } = options;
  if (call.transcript === null) return { same: false, differences: ['the transcript is no longer kept'] };
  const history = await createContactHistory(store, rulebook)(call.transcript);
  const again = analyse(call.transcript, history).findings.find(({ id }) => id === finding.id);
  if (again === undefined) {
    return {
      same: false,
      differences: [`rulebook ${rulebook.hash} does not find it; it was made by ${finding.rulebookHash}`],
    };
  }
  if (canonicalJson(again) === canonicalJson(finding)) return { same: true, differences: [] };
  const before = new Map(Object.entries(finding));
  const differences = Object.entries(again)
    .filter(([key, value]) => canonicalJson(value) !== canonicalJson(before.get(key)))
    .map(([key, value]) => `${key}: was ${canonicalJson(before.get(key))}, is ${canonicalJson(value)}`);
  return { same: false, differences };
}

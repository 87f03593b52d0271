import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Rulebook } from '../../analyzer/rulebook/rulebook.ts';
import type { DocumentStore } from '../kept-documents.ts';
import { createEvidence, type Evidence, type EvidenceOptions } from './create-evidence.ts';
import { createEvidenceKeys, type SigningKeySource } from './evidence-keys.ts';
import { createRuleArchive } from './rule-archive.ts';

export interface EvidenceSetup {
  readonly source: SigningKeySource;
  readonly rulebook: Rulebook;
  /** The lexicons folder that the rulebook was loaded from: its texts are kept with the calls. */
  readonly folder: string;
}

interface Surroundings extends Pick<EvidenceOptions, 'ledger' | 'explain' | 'now'> {
  readonly store: DocumentStore & Pick<RecordStore, 'getCall'>;
}

const VERSION = '0.1.0';

/** Bundles for an installation; keeps the texts of the rules in force first. */
export async function openEvidence(setup: EvidenceSetup, around: Surroundings): Promise<Evidence> {
  const rules = createRuleArchive(around.store);
  await rules.keep(setup.rulebook, setup.folder);
  const keys = createEvidenceKeys({ ...around, source: setup.source });
  return createEvidence({ ...around, keys, rules, rulebookHash: setup.rulebook.hash, version: VERSION });
}

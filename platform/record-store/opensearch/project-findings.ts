import { RecordStoreError } from '../port.ts';
import type { BulkOperation, BulkWriter } from './bulk-writer.ts';
import { findingDocument } from './call-document.ts';
import { documentId, type IndexNames } from './index-names.ts';
import type { LocatedCall } from './locate-calls.ts';
import type { MonthIndices } from './month-indices.ts';

type Written = Pick<LocatedCall, 'call' | 'dropped' | 'home' | 'version'>;

/** Brings the findings family in line with calls as they were written. Doing it again changes nothing. */
export type ProjectFindings = (calls: readonly Written[]) => Promise<void>;

export interface ProjectFindingsDeps {
  readonly write: BulkWriter;
  readonly months: MonthIndices;
  readonly names: IndexNames;
}

const ATTEMPTS = 3;

/**
 * Findings lie beside their call's home month, under the call's version as an external one: of two writers the one
 * with the newer call wins, whoever comes last. Ids of dropped findings stay with the call, so that a process lost
 * between the call and its findings is made up for when the call comes again.
 */
export function createProjectFindings({ write, months, names }: ProjectFindingsDeps): ProjectFindings {
  function operationsOf({ call, dropped, home, version }: Written): BulkOperation[] {
    const alias = names.writing('findings', home);
    return [
      ...call.findings.map(
        (stored): BulkOperation => ({
          action: 'index',
          alias,
          id: documentId(stored.finding.id),
          body: findingDocument(call, stored, home),
          externalVersion: version,
        }),
      ),
      ...dropped.map(
        (id): BulkOperation => ({
          action: 'delete',
          alias,
          id: documentId(id),
          externalVersion: version,
        }),
      ),
    ];
  }

  return async (calls) => {
    const withFindings = calls.filter(({ call, dropped }) => call.findings.length + dropped.length > 0);
    const homes = new Set(withFindings.map(({ home }) => home));
    let open = withFindings.flatMap(operationsOf);
    for (let tried = 1; open.length > 0; tried += 1) {
      for (const home of homes) await months.ensureMonth('findings', home);
      const outcomes = await write(open);
      const refused = outcomes.find((outcome) => outcome.status === 'refused');
      if (refused !== undefined) throw cannotProject(refused.reason);
      open = open.filter((_, index) => outcomes[index]?.status === 'no_index');
      if (open.length > 0 && tried === ATTEMPTS) throw cannotProject('its index is deleted again and again');
      if (open.length > 0) for (const home of homes) months.forget('findings', home);
    }
  };
}

/** The call is stored and its finding is not: an operator has to mend the index, then it goes on. */
function cannotProject(reason: string): RecordStoreError {
  return new RecordStoreError('STORE_REFUSED', `a finding cannot be indexed (${reason})`, {
    retriable: true,
  });
}

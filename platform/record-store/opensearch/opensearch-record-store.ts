import type { RecordStore } from '../port.ts';
import { createBulkWriter } from './bulk-writer.ts';
import { createReviewChanges } from './change-reviews.ts';
import { createPing } from './check-writable.ts';
import { createFacets } from './count-facets.ts';
import { createDeleteCalls, createFindDeleted } from './delete-calls.ts';
import { indexNames } from './index-names.ts';
import { createDocuments } from './keep-documents.ts';
import { createLedgerDocuments } from './keep-ledger.ts';
import { createContacts } from './list-contacts.ts';
import { createLocateCalls } from './locate-calls.ts';
import { createMonthIndices } from './month-indices.ts';
import { createProjectFindings } from './project-findings.ts';
import { createFindCall } from './read-call.ts';
import { createRefresher } from './refresher.ts';
import { createRequests, type RequestOptions } from './requests.ts';
import { createReviews } from './review-findings.ts';
import { createScan } from './scan-calls.ts';
import { createSearch } from './search-calls.ts';
import { createQueueSearches } from './search-queue.ts';
import { createWriteCalls } from './write-calls.ts';

export interface OpenSearchRecordStoreOptions extends RequestOptions {
  /** Put before every index name; lower case. Default `callwarden-`. */
  readonly prefix?: string;
  /** Primary shards of each month, for months to come. Default 1. */
  readonly shards?: number;
  /** When an amendment reopened a review. Default: the system clock. */
  readonly now?: () => Date;
}

/**
 * A record store in OpenSearch 2.19 or 3: monthly indices of calls and findings behind two aliases, one index of
 * documents and one of the ledger. Call ensureSchema() first. Nothing is sent before the first request; faults are thrown as
 * RecordStoreError, retriable ones after a few seconds of own attempts.
 */
export function createOpenSearchRecordStore(options: OpenSearchRecordStoreOptions): RecordStore {
  const { prefix = 'callwarden-', shards = 1, now = () => new Date() } = options;
  const requests = createRequests(options);
  const names = indexNames(prefix);
  const months = createMonthIndices({ requests, names, shards });
  const locate = createLocateCalls(requests, names);
  const write = createBulkWriter(requests);
  const project = createProjectFindings({ write, months, names });
  const refreshCalls = createRefresher(requests, names.all('calls'));
  const refreshFindings = createRefresher(requests, names.all('findings'));
  const refreshDocuments = createRefresher(requests, names.documents);
  const find = createFindCall(locate, refreshCalls);
  return {
    ensureSchema: () => months.ensureSchema(),
    writeCalls: createWriteCalls({
      names,
      months,
      locate,
      write,
      project,
      findDeleted: createFindDeleted({ requests, names }),
      now,
    }),
    ...createDeleteCalls({ requests, names, locate, write, refreshCalls, refreshFindings }),
    contacts: createContacts({ requests, names, refresh: refreshCalls }),
    search: createSearch({ requests, names }),
    facets: createFacets({ requests, names }),
    getCall: async (callId) => (await find(callId))?.call ?? null,
    ...createReviews({ requests, names, locate, write, project, refreshCalls, refreshFindings, now }),
    ...createQueueSearches({ requests, names }),
    ...createReviewChanges({ names, find, write, project, refreshCalls, now }),
    scan: createScan({ requests, names }),
    ...createDocuments({ requests, names, refresh: refreshDocuments }),
    ...createLedgerDocuments({ requests, names, refresh: createRefresher(requests, names.ledger) }),
    ping: createPing(requests, names),
    close: () => requests.close(),
  };
}

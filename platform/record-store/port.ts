import type { CallRecord, StoredCall, StoredFinding } from '../../contracts/call-record.ts';
import type { CallFilter, CallPage, CallQuery, Facets } from '../../contracts/call-search.ts';
import type { LedgerEntry, LedgerFilter } from '../../contracts/ledger.ts';
import type { Review, ReviewEvent } from '../../contracts/review.ts';
import type { ReviewQueueStore } from './queue-port.ts';

export { TOMBSTONES } from './deleted-calls.ts';
export type * from './queue-port.ts';

/** What the analyzer leaves of one call: findings carry a fresh review, the store keeps what it has. */
export type CallOutcome = StoredCall;

/**
 * What became of one outcome. refused is about the data (dead letter); faults of the store throw. unchanged may also
 * mean that an earlier try of the same delivery wrote it: whatever follows a write must follow unchanged too.
 * reopened holds the events of reviews that this or an earlier amendment reopened and nobody has judged since, so
 * that they can be published; their ids are hashes, so publishing them again changes nothing.
 */
export type WriteResult =
  | { readonly status: 'created' | 'stale' }
  | { readonly status: 'unchanged' | 'amended'; readonly reopened: readonly ReviewEvent[] }
  | { readonly status: 'refused'; readonly reason: string };

/** One earlier contact with a debtor or number, for frequency rules. */
export type ContactEvent = Pick<
  CallRecord,
  | 'callId'
  | 'startedAtMs'
  | 'durationMs'
  | 'direction'
  | 'channel'
  | 'caseId'
  | 'numberHash'
  | 'partyReached'
  | 'effectiveContact'
>;

export interface ContactQuery {
  readonly debtorId?: string;
  readonly numberHash?: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export type ReviewWrite =
  | { readonly status: 'written'; readonly finding: StoredFinding }
  | { readonly status: 'conflict'; readonly finding: StoredFinding }
  | { readonly status: 'not_found' };

/** A small versioned document (accounts, tokens, saved filters …), outside of the call families. */
export interface KeptDocument {
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
}

/** What is kept at one place of the ledger: an entry, if nobody has tampered with it. */
export interface KeptEntry {
  readonly seq: number;
  readonly entry: unknown;
}

export interface EntriesQuery {
  readonly filter?: LedgerFilter;
  /** Places after this one; newest first: before this one. */
  readonly after?: number;
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
}

/** Where analysed calls live. Ids are deterministic, so writing again changes nothing. */
export interface RecordStore extends ReviewQueueStore {
  /** Creates what is missing: tables, templates, aliases. Safe to call by several processes at once. */
  ensureSchema(): Promise<void>;
  /**
   * Writes outcomes, one result each, in order. A higher revision amends, a lower one is stale; the same revision with
   * the same rulebook is unchanged. With `supersede`, the same revision under another rulebook or engine replaces the
   * analysis (deliberate re-analysis); without, it is unchanged. Amending keeps a review whose finding id and
   * evidenceHash are the same, reopens one whose evidence changed, and keeps reviewed findings that are gone as
   * history of the call (superseded). Outcomes that break the contract, contradict themselves or are too large are
   * refused; the others are written.
   * Throws RecordStoreError (retriable) when the store can't take it now; nothing is half-visible to searches for long.
   */
  writeCalls(
    outcomes: readonly CallOutcome[],
    options?: { readonly supersede?: boolean },
  ): Promise<readonly WriteResult[]>;
  /**
   * Deletes calls with their findings, for good; answers how many there were. Nothing finds them on return. While a
   * call has a document of the kind TOMBSTONES (deleted-calls.ts) no write brings it back: it is stale.
   */
  deleteCalls(callIds: readonly string[]): Promise<number>;
  /** What was deleted goes from the files and indices too. Takes as long as the index of words is large. */
  expungeDeleted(): Promise<void>;
  /**
   * Contacts with a debtor or on a number (given both: either) in a half-open interval, by start, each call once at
   * its newest revision. Sees every call whose write has returned, in any process. Ask for many at once (Promise.all):
   * adapters share the work.
   */
  contacts(query: ContactQuery): Promise<readonly ContactEvent[]>;
  /** One page; throws RecordStoreError STORE_BAD_CURSOR for a cursor of another query. */
  search(query: CallQuery): Promise<CallPage>;
  facets(filter: CallFilter): Promise<Facets>;
  getCall(callId: string): Promise<StoredCall | null>;
  getFinding(findingId: string): Promise<StoredFinding | null>;
  /**
   * Replaces a finding's review when its version is still `expectedVersion`; the new review has a higher one (else
   * RangeError). Writing the very same review again is `written`: after a fault it is safe to try once more. Visible
   * to searches on return.
   */
  writeReview(findingId: string, review: Review, expectedVersion: number): Promise<ReviewWrite>;
  /** Every stored call that matches, oldest first, in pages inside: for replay and export. */
  scan(filter: CallFilter): AsyncIterable<StoredCall>;
  getDocument(kind: string, id: string): Promise<KeptDocument | null>;
  listDocuments(kind: string): Promise<readonly KeptDocument[]>;
  /** ifVersion 0: must not exist yet. Returns the new version, or null on a clash. */
  putDocument(kind: string, id: string, body: unknown, ifVersion: number): Promise<number | null>;
  deleteDocument(kind: string, id: string): Promise<void>;
  /**
   * Appends entries with consecutive seq, all or none, durable on return. `taken`: the ledger does not end just before
   * the first of them (any more), or has the fact of one; read again and chain anew. After a retriable fault they may
   * have been appended. Entries can't be changed or deleted by any method.
   */
  appendEntries(entries: readonly LedgerEntry[]): Promise<'appended' | 'taken'>;
  /** Sees every entry whose append has returned, in any process. */
  readEntries(query: EntriesQuery): Promise<readonly KeptEntry[]>;
  lastEntry(): Promise<KeptEntry | null>;
  /** Those entries that hold one of these facts. */
  entriesOfFacts(factIds: readonly string[]): Promise<readonly KeptEntry[]>;
  /** All that is kept as the ledger from a place on, in order, in pages inside; what was put in beside it too. */
  scanEntries(from: number): AsyncIterable<KeptEntry>;
  /** Rejects with a coded error while the store can't be reached or refuses writes. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export class RecordStoreError extends Error {
  readonly code:
    | 'STORE_UNREACHABLE'
    | 'STORE_TIMEOUT'
    | 'STORE_BUSY'
    | 'STORE_READ_ONLY'
    | 'STORE_FULL'
    | 'STORE_REFUSED'
    | 'STORE_CORRUPT'
    | 'STORE_BAD_CURSOR'
    | 'STORE_CLOSED';
  readonly retriable: boolean;
  constructor(
    code: RecordStoreError['code'],
    message: string,
    options: { retriable: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = 'RecordStoreError';
    this.code = code;
    this.retriable = options.retriable;
  }
}

import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../../contracts/canonical-json.ts';
import {
  LEDGER_GENESIS,
  type LedgerAction,
  type LedgerActor,
  LedgerEntry,
  type LedgerFilter,
  type LedgerObject,
  ledgerHash,
} from '../../../contracts/ledger.ts';
import { createAppendQueue } from './append-queue.ts';
import { EntryDraft, type LedgerStore } from './entry-draft.ts';
import { createLedgerHeadNote } from './ledger-head.ts';
import { createLedgerSeal } from './ledger-seal.ts';

/** Something to be remembered for ever. */
export interface LedgerFact {
  readonly actor: LedgerActor;
  readonly action: LedgerAction;
  readonly object: LedgerObject;
  readonly reason?: string | undefined;
  /** Small JSON (see MAX_LEDGER_JSON), never the text of a call. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The same fact is appended once. Left out: a fact of its own. */
  readonly factId?: string | undefined;
}

export interface LedgerOptions {
  readonly store: LedgerStore;
  readonly now: () => Date;
  /** What seals entries; the first is in use, others are former ones. The same in every process. */
  readonly secrets: readonly string[];
  /** Told of every end that was noted, for a log that is kept elsewhere. */
  readonly onHead?: (head: { readonly seq: number; readonly hash: string }) => void;
}

export interface LedgerRead {
  readonly filter?: LedgerFilter;
  /** Entries after this seq; newest first: before it. */
  readonly after?: number | undefined;
  readonly order?: 'newest' | 'oldest';
  readonly limit: number;
}

export interface Ledger {
  /**
   * Durable on return; answers the entry there is when the fact was appended before, by any process. Throws
   * RecordStoreError when the store can't take it now (then tell the same fact id again), and ZodError for a fact
   * that breaks the contract.
   */
  append(fact: LedgerFact): Promise<LedgerEntry>;
  /** One page. Throws ZodError for an entry that was tampered with beyond its form. */
  read(query: LedgerRead): Promise<readonly LedgerEntry[]>;
  /** Resolves when nothing is under way and the end is noted. */
  settle(): Promise<void>;
}

/** The append-only, hash-chained ledger over the record store. Any number of processes may append at once. */
export function createLedger({ store, now, secrets, onHead }: LedgerOptions): Ledger {
  const seal = createLedgerSeal(secrets);
  const queue = createAppendQueue({
    store,
    link: (draft, before) => link(draft, before, seal.seal),
    head: createLedgerHeadNote(store, seal),
    ...(onHead === undefined ? {} : { onHead }),
  });

  return {
    async append({ factId = randomUUID(), reason, before, after, ...fact }) {
      return queue.append(
        EntryDraft.parse({
          ...fact,
          factId,
          at: now().toISOString(),
          ...(reason === undefined ? {} : { reason }),
          ...(before === undefined ? {} : { before: JSON.parse(canonicalJson(before)) }),
          ...(after === undefined ? {} : { after: JSON.parse(canonicalJson(after)) }),
        }),
      );
    },
    async read({ filter = {}, after, order = 'oldest', limit }) {
      const kept = await store.readEntries({
        filter,
        order,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      return kept.map(({ entry }) => LedgerEntry.parse(entry));
    },
    settle: () => queue.settle(),
  };
}

function link(draft: EntryDraft, before: LedgerEntry | null, seal: (text: string) => string): LedgerEntry {
  const body = { ...draft, seq: (before?.seq ?? 0) + 1, prevHash: before?.hash ?? LEDGER_GENESIS };
  const hash = ledgerHash(body);
  return { ...body, hash, seal: seal(hash) };
}

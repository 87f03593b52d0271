import { LedgerEntry } from '../../../contracts/ledger.ts';
import type { EntryDraft, LedgerStore } from './entry-draft.ts';
import type { LedgerHeadNote } from './ledger-head.ts';

/** Nothing is appended behind an entry that somebody has broken. */
export class LedgerBrokenError extends Error {
  readonly code = 'LEDGER_BROKEN';
  constructor(seq: number) {
    super(`entry ${seq}, the last of the ledger, was tampered with; run callwarden audit verify`);
    this.name = 'LedgerBrokenError';
  }
}

export interface AppendQueueOptions {
  readonly store: LedgerStore;
  /** Gives a draft its place behind an entry; null: it is the first of all. */
  readonly link: (draft: EntryDraft, before: LedgerEntry | null) => LedgerEntry;
  readonly head: LedgerHeadNote;
  readonly onHead?: (head: { readonly seq: number; readonly hash: string }) => void;
}

interface Waiting {
  readonly draft: EntryDraft;
  readonly resolve: (entry: LedgerEntry) => void;
  readonly reject: (error: unknown) => void;
}

/** Entries appended at once; as large as one request to the store should be. */
const MAX_BATCH = 100;
/** Clashes in a row with other processes that mean something other than bad luck. */
const MAX_CLASHES = 200;

/**
 * One append at a time in this process: what comes meanwhile goes together in the next. Other processes are met by
 * chaining anew behind what they have appended.
 */
export function createAppendQueue({ store, link, head, onHead }: AppendQueueOptions) {
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  /** undefined: not known (any more). */
  let last: LedgerEntry | null | undefined;

  async function readLast(): Promise<LedgerEntry | null> {
    const kept = await store.lastEntry();
    if (kept === null) return null;
    const { success, data } = LedgerEntry.safeParse(kept.entry);
    if (!success || data.seq !== kept.seq) throw new LedgerBrokenError(kept.seq);
    return data;
  }

  /** Settles those whose fact is there already; answers the others. */
  async function withoutKnown(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const kept = await store.entriesOfFacts(batch.map(({ draft }) => draft.factId));
    const known = new Map(
      kept.map(({ entry }) => LedgerEntry.parse(entry)).map((entry) => [entry.factId, entry]),
    );
    for (const { draft, resolve } of batch) {
      const entry = known.get(draft.factId);
      if (entry !== undefined) resolve(entry);
    }
    return batch.filter(({ draft }) => !known.has(draft.factId));
  }

  async function appendBatch(batch: readonly Waiting[]): Promise<void> {
    let left = batch;
    for (let clashes = 0; left.length > 0; clashes += 1) {
      if (clashes === MAX_CLASHES) throw new Error(`the ledger's end moved away ${MAX_CLASHES} times`);
      if (last === undefined || clashes > 0) {
        last = await readLast();
        left = await withoutKnown(left);
      }
      let end = last;
      const entries = left.map(({ draft }) => {
        end = link(draft, end);
        return end;
      });
      if (entries.length === 0) return;
      if ((await store.appendEntries(entries)) === 'taken') continue;
      last = end;
      left.forEach(({ resolve }, index) => {
        const entry = entries[index];
        if (entry !== undefined) resolve(entry);
      });
      return;
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch();
      try {
        await appendBatch(batch);
      } catch (error) {
        last = undefined;
        for (const { reject } of batch) reject(error);
        continue;
      }
      await noteHead();
    }
    // At once, not when the promise is settled: what is appended in between would wait for ever.
    running = null;
  }

  /** A note that fails is made good by the next one; until then the end noted lies further back. */
  async function noteHead(): Promise<void> {
    if (!last) return;
    try {
      await head.note(last);
      onHead?.({ seq: last.seq, hash: last.hash });
    } catch {
      // The store's fault is met, and told, by the next append.
    }
  }

  /** The same fact told twice at once waits for the next turn, where it is found. */
  function nextBatch(): readonly Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const facts = new Set<string>();
    for (const one of waiting) {
      const fits = batch.length < MAX_BATCH && !facts.has(one.draft.factId);
      (fits ? batch : later).push(one);
      facts.add(one.draft.factId);
    }
    waiting = later;
    return batch;
  }

  return {
    append(draft: EntryDraft): Promise<LedgerEntry> {
      const { promise, resolve, reject } = Promise.withResolvers<LedgerEntry>();
      waiting.push({ draft, resolve, reject });
      running ??= run();
      return promise;
    },
    async settle(): Promise<void> {
      while (running !== null) await running;
    },
  };
}

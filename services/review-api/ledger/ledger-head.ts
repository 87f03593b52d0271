import { type LedgerEntry, LedgerHead } from '../../../contracts/ledger.ts';
import { createKeptDocuments, type DocumentStore } from '../kept-documents.ts';
import type { LedgerSeal } from './ledger-seal.ts';

const ID = 'head';

/** How far the ledger had come when it was last noted. */
export interface LedgerHeadNote {
  /** Null when nothing was ever noted; throws ZodError for what is no note. */
  read(): Promise<LedgerHead | null>;
  /** Unless a later end is noted already. */
  note(last: LedgerEntry): Promise<void>;
}

/** The note as a document of the record store, sealed: who cuts entries off can't write an earlier end. */
export function createLedgerHeadNote(store: DocumentStore, seal: LedgerSeal): LedgerHeadNote {
  const documents = createKeptDocuments(store, 'ledger-head', LedgerHead);
  return {
    async read() {
      return (await documents.get(ID))?.body ?? null;
    },
    async note({ seq, hash, at }) {
      const head: LedgerHead = { seq, hash, at, seal: seal.seal(headText({ seq, hash, at })) };
      if (await documents.create(ID, head)) return;
      await documents.update(ID, (noted) => (noted.seq >= seq ? null : head));
    },
  };
}

/** What the seal of a head is over. */
export function headText({ seq, hash, at }: Omit<LedgerHead, 'seal'>): string {
  return `head ${seq} ${hash} ${at}`;
}

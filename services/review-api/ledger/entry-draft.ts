import type { z } from 'zod';
import { LedgerEntry } from '../../../contracts/ledger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { DocumentStore } from '../kept-documents.ts';

/** An entry before it has its place. */
export const EntryDraft = LedgerEntry.omit({ seq: true, prevHash: true, hash: true, seal: true });
export type EntryDraft = z.infer<typeof EntryDraft>;

/** What the ledger needs of the record store. */
export type LedgerStore = DocumentStore &
  Pick<RecordStore, 'appendEntries' | 'readEntries' | 'lastEntry' | 'entriesOfFacts' | 'scanEntries'>;

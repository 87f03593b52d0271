import { after, describe } from 'node:test';
import { contactsContract } from './contract/contacts.ts';
import { deletionContract } from './contract/deletion.ts';
import { documentsContract } from './contract/documents.ts';
import { facetsContract } from './contract/facets.ts';
import { filtersContract } from './contract/filters.ts';
import { ledgerContract } from './contract/ledger.ts';
import { pagingContract } from './contract/paging.ts';
import { queueContract } from './contract/queue.ts';
import { reviewsContract } from './contract/reviews.ts';
import { saidContract } from './contract/said.ts';
import { scanContract } from './contract/scan.ts';
import type { OpenStore } from './contract/store-under-test.ts';
import { supersedeContract } from './contract/supersede.ts';
import { textContract } from './contract/text.ts';
import { writesContract } from './contract/writes.ts';

export interface ContractOptions {
  readonly open: OpenStore;
  /** Closes and removes every store that was opened. */
  readonly clear: () => Promise<void>;
  /** Why it can't run here. */
  readonly skip?: string | false;
}

/** What every record store promises; both adapters run it. */
export function recordStoreContract(name: string, { open, clear, skip = false }: ContractOptions): void {
  describe(`${name} keeps the contract of the record store`, { skip }, () => {
    after(clear);
    writesContract(open);
    supersedeContract(open);
    filtersContract(open);
    textContract(open);
    saidContract(open);
    pagingContract(open);
    facetsContract(open);
    contactsContract(open);
    reviewsContract(open);
    queueContract(open);
    documentsContract(open);
    ledgerContract(open);
    scanContract(open);
    deletionContract(open);
  });
}

import { describe } from 'node:test';
import { contactsContract } from './contract/contacts.ts';
import { documentsContract } from './contract/documents.ts';
import { facetsContract } from './contract/facets.ts';
import { filtersContract } from './contract/filters.ts';
import { pagingContract } from './contract/paging.ts';
import { reviewsContract } from './contract/reviews.ts';
import { scanContract } from './contract/scan.ts';
import type { OpenStore } from './contract/store-under-test.ts';
import { supersedeContract } from './contract/supersede.ts';
import { textContract } from './contract/text.ts';
import { writesContract } from './contract/writes.ts';

/** What every record store promises; both adapters run it. `skip` says why it can't run here. */
export function recordStoreContract(name: string, open: OpenStore, skip: string | false = false): void {
  describe(`${name} keeps the contract of the record store`, { skip }, () => {
    writesContract(open);
    supersedeContract(open);
    filtersContract(open);
    textContract(open);
    pagingContract(open);
    facetsContract(open);
    contactsContract(open);
    reviewsContract(open);
    documentsContract(open);
    scanContract(open);
  });
}

import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { CallRecord } from '../../../contracts/call-record.ts';
import { CONTACT_FIELDS } from '../contact-fields.ts';
import type { ContactEvent, ContactQuery } from '../port.ts';
import { jsonOf, parseRow } from './read-call.ts';
import type { Transactions } from './transactions.ts';

const ContactRow = z.object({ record: jsonOf(z.object(CallRecord.shape).pick(CONTACT_FIELDS)) });

/** RecordStore.contacts over SQLite: read from the calls themselves, so it is right as soon as they are written. */
export function createContacts({ db, transactions }: { db: DatabaseSync; transactions: Transactions }) {
  return async function contacts(query: ContactQuery): Promise<readonly ContactEvent[]> {
    const { debtorId = null, numberHash = null, fromMs, toMs } = query;
    const rows = transactions.read(() =>
      db
        .prepare(
          `SELECT record FROM calls WHERE (debtor_id = ? OR number_hash = ?)
             AND started_at_ms >= ? AND started_at_ms < ? ORDER BY started_at_ms, call_id`,
        )
        .all(debtorId, numberHash, fromMs, toMs),
    );
    return rows.map((row) => parseRow(ContactRow, row).record);
  };
}

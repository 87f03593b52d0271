import { z } from 'zod';
import { CallRecord } from '../../../contracts/call-record.ts';
import { CONTACT_FIELDS } from '../contact-fields.ts';
import type { ContactEvent, ContactQuery } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import { type Clause, equal, startedWithin } from './filter-query.ts';
import type { Refresh } from './refresher.ts';
import { type SearchDeps, WHOLE } from './search-calls.ts';

const PAGE = 1_000;
const FIELDS = Object.keys(CONTACT_FIELDS).map((field) => `record.${field}`);

const Found = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.unknown(), sort: z.array(z.unknown()) })) }),
});
const ContactSource = z.object({ record: z.object(CallRecord.shape).pick(CONTACT_FIELDS) });

export interface ContactsDeps extends SearchDeps {
  readonly refresh: Refresh;
}

/**
 * RecordStore.contacts over OpenSearch: refreshes, then searches the calls themselves. So the history is right by
 * itself under duplicates, late calls and amendments, whichever process wrote them. A list kept per debtor would be
 * read without a refresh, but costs a guarded rewrite for every call and a second truth to be kept in step; a refresh
 * costs once per batch, as those who ask together share it, and nothing where nothing was written.
 */
export function createContacts({ requests, names, refresh }: ContactsDeps) {
  async function page(query: Clause, after: readonly unknown[] | null) {
    const body = {
      query,
      sort: [{ 'record.startedAtMs': 'asc' }, { 'record.callId': 'asc' }],
      size: PAGE,
      track_total_hits: false,
      _source: FIELDS,
      ...(after !== null && { search_after: after }),
    };
    const answer = await requests.send(
      { method: 'POST', path: [names.all('calls'), '_search'], query: WHOLE, body },
      Found,
    );
    if (answer.ok) return answer.body.hits.hits;
    if (answer.status === 404) return [];
    throw unexpectedRefusal('contacts', answer);
  }

  return async function contacts(query: ContactQuery): Promise<readonly ContactEvent[]> {
    const who = [
      ...equal('record.debtorId', query.debtorId),
      ...equal('record.numberHash', query.numberHash),
    ];
    if (who.length === 0) return [];
    await refresh();
    const asked = {
      bool: { filter: startedWithin(query.fromMs, query.toMs), should: who, minimum_should_match: 1 },
    };
    const events: ContactEvent[] = [];
    for (let after: readonly unknown[] | null = null; ; ) {
      const hits: Awaited<ReturnType<typeof page>> = await page(asked, after);
      events.push(...hits.map(({ _source }) => parseSource(ContactSource, _source).record));
      if (hits.length < PAGE) return events;
      after = hits.at(-1)?.sort ?? null;
    }
  };
}

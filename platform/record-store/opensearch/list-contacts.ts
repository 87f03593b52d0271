import { z } from 'zod';
import { CallRecord } from '../../../contracts/call-record.ts';
import { CONTACT_FIELDS } from '../contact-fields.ts';
import type { ContactEvent, ContactQuery } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import { startedWithin } from './filter-query.ts';
import type { Refresh } from './refresher.ts';
import { type SearchDeps, WHOLE } from './search-calls.ts';

const PAGE = 2_000;

const Contact = z.object(CallRecord.shape).pick({ ...CONTACT_FIELDS, debtorId: true });
type Contact = z.infer<typeof Contact>;
const NAMES = Object.keys(Contact.shape);

const Found = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        sort: z.tuple([z.number(), z.string()]),
        fields: z.record(z.string(), z.array(z.unknown())).default({}),
      }),
    ),
  }),
});
type Hit = z.infer<typeof Found>['hits']['hits'][number];

export interface ContactsDeps extends SearchDeps {
  readonly refresh: Refresh;
}

/** Questions that are answered together. */
interface Round {
  readonly queries: ContactQuery[];
  readonly contacts: Promise<readonly Contact[]>;
}

/**
 * RecordStore.contacts over OpenSearch: refreshes, then searches the calls themselves. So the history is right by
 * itself under duplicates, late calls and amendments, whichever process wrote them. A list kept per debtor could be
 * read without a refresh, but costs a guarded rewrite for every call and is a second truth to be kept in step. A
 * refresh costs once for all who ask together: they wait for the round before, then share one refresh and one search.
 */
export function createContacts({ requests, names, refresh }: ContactsDeps) {
  let gathering: Round | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function page(body: object): Promise<readonly Hit[]> {
    const answer = await requests.send(
      { method: 'POST', path: [names.all('calls'), '_search'], query: WHOLE, body },
      Found,
    );
    if (answer.ok) return answer.body.hits.hits;
    // No month was written yet.
    if (answer.status === 404) return [];
    throw unexpectedRefusal('contacts', answer);
  }

  async function answerAll(queries: readonly ContactQuery[]): Promise<readonly Contact[]> {
    await refresh();
    const contacts: Contact[] = [];
    const body = searchFor(queries);
    for (let after: object = {}; ; ) {
      const hits = await page({ ...body, ...after });
      contacts.push(...hits.map(contactOf));
      const end = hits.at(-1);
      if (end === undefined || hits.length < PAGE) return contacts;
      after = { search_after: end.sort };
    }
  }

  function startRound(): Round {
    const queries: ContactQuery[] = [];
    const contacts = last
      .catch(() => {})
      .then(() => {
        gathering = null;
        return answerAll(queries);
      });
    last = contacts;
    return { queries, contacts };
  }

  return async function contacts(query: ContactQuery): Promise<readonly ContactEvent[]> {
    if (query.debtorId === undefined && query.numberHash === undefined) return [];
    gathering ??= startRound();
    gathering.queries.push(query);
    const all = await gathering.contacts;
    return all.filter((contact) => answers(contact, query)).map(({ debtorId: _, ...event }) => event);
  };
}

/** Of all who are asked about, over the widest interval. From doc values: whole documents cost many times more. */
function searchFor(queries: readonly ContactQuery[]): object {
  const from = queries.reduce((least, { fromMs }) => Math.min(least, fromMs), Number.POSITIVE_INFINITY);
  const to = queries.reduce((most, { toMs }) => Math.max(most, toMs), Number.NEGATIVE_INFINITY);
  const debtors = new Set(queries.flatMap(({ debtorId }) => debtorId ?? []));
  const numbers = new Set(queries.flatMap(({ numberHash }) => numberHash ?? []));
  return {
    query: {
      bool: {
        filter: startedWithin(from, to),
        should: [
          { terms: { 'record.debtorId': [...debtors] } },
          { terms: { 'record.numberHash': [...numbers] } },
        ],
        minimum_should_match: 1,
      },
    },
    sort: [{ 'record.startedAtMs': 'asc' }, { 'record.callId': 'asc' }],
    size: PAGE,
    track_total_hits: false,
    _source: false,
    docvalue_fields: NAMES.map((name) => `record.${name}`),
  };
}

function contactOf({ sort: [startedAtMs, callId], fields }: Hit): Contact {
  const values = NAMES.map((name) => [name, fields[`record.${name}`]?.[0] ?? null]);
  return parseSource(Contact, { ...Object.fromEntries(values), startedAtMs, callId });
}

function answers({ debtorId, numberHash, startedAtMs }: Contact, query: ContactQuery): boolean {
  const isTheirs =
    (query.debtorId !== undefined && query.debtorId === debtorId) ||
    (query.numberHash !== undefined && query.numberHash === numberHash);
  return isTheirs && startedAtMs >= query.fromMs && startedAtMs < query.toMs;
}

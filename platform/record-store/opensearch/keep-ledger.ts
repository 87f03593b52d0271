import { z } from 'zod';
import type { LedgerEntry } from '../../../contracts/ledger.ts';
import { checkEntries } from '../check-entries.ts';
import type { EntriesQuery, KeptEntry } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import type { DocumentsDeps } from './keep-documents.ts';
import { blockQuery, entryMatcher } from './ledger-query.ts';
import { WHOLE } from './search-calls.ts';

const PAGE = 100;

/** Entries appended at once. */
const Block = z.object({ first: z.int(), last: z.int(), entries: z.array(z.unknown()) });
type Block = z.infer<typeof Block>;
const Got = z.object({ _source: z.unknown().optional() });
const Found = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: z.unknown().optional(), sort: z.array(z.unknown()) })),
  }),
});

/**
 * The ledger of RecordStore over OpenSearch. A block of entries is one document under the seq of its first, written by
 * create only: since every end of a block was once the ledger's end, two writers can't both go on from the same one.
 */
export function createLedgerDocuments({ requests, names, refresh }: DocumentsDeps) {
  /** The furthest end of a block that this process knows. */
  let knownEnd = 0;

  async function page(query: object, order: 'asc' | 'desc', after: readonly unknown[] | null) {
    const body = {
      query,
      size: PAGE,
      // Of blocks in the same place, which only tampering makes, none may be lost between two pages.
      sort: [{ first: order }, { _seq_no: order }],
      ...(after !== null && { search_after: after }),
    };
    const path = [names.ledger, '_search'];
    const answer = await requests.send({ method: 'POST', path, query: WHOLE, body }, Found);
    if (!answer.ok) throw unexpectedRefusal('ledger', answer);
    return answer.body.hits.hits;
  }

  async function* blocks(query: object, order: 'asc' | 'desc'): AsyncGenerator<Block> {
    for (let after: readonly unknown[] | null = null; ; ) {
      const hits: Awaited<ReturnType<typeof page>> = await page(query, order, after);
      for (const { _source } of hits) yield parseSource(Block, _source);
      if (hits.length < PAGE) return;
      after = hits.at(-1)?.sort ?? null;
    }
  }

  async function blockAt(first: number): Promise<Block | null> {
    const path = [names.ledger, '_doc', String(first)];
    const answer = await requests.send({ method: 'GET', path }, Got);
    if (answer.ok) return parseSource(Block, answer.body._source);
    if (answer.status === 404) return null;
    throw unexpectedRefusal('ledger', answer);
  }

  async function lastBlock(): Promise<Block | null> {
    await refresh();
    for await (const block of blocks({ match_all: {} }, 'desc')) return block;
    return null;
  }

  async function appendEntries(entries: readonly LedgerEntry[]): Promise<'appended' | 'taken'> {
    const first = checkEntries(entries);
    if (first !== knownEnd + 1) knownEnd = (await lastBlock())?.last ?? 0;
    if (first !== knownEnd + 1) return 'taken';
    if ((await entriesOfFacts(entries.map(({ factId }) => factId))).length > 0) return 'taken';
    const last = first + entries.length - 1;
    const answer = await requests.send(
      {
        method: 'PUT',
        path: [names.ledger, '_create', String(first)],
        query: { require_alias: true },
        body: { first, last, entries },
        once: true,
      },
      z.unknown(),
    );
    if (!answer.ok && answer.status !== 409) throw unexpectedRefusal('entry of the ledger', answer);
    if (answer.ok) knownEnd = last;
    return answer.ok ? 'appended' : 'taken';
  }

  async function entriesOfFacts(factIds: readonly string[]): Promise<readonly KeptEntry[]> {
    await refresh();
    const wanted = new Set(factIds);
    const found: KeptEntry[] = [];
    for await (const block of blocks({ terms: { 'entries.factId': [...wanted] } }, 'asc'))
      found.push(...placed(block).filter(({ entry }) => wanted.has(factIdOf(entry))));
    return found;
  }

  return {
    appendEntries,
    entriesOfFacts,

    async readEntries(query: EntriesQuery): Promise<readonly KeptEntry[]> {
      await refresh();
      const { filter = {}, after, order, limit } = query;
      const newest = order === 'newest';
      const matches = entryMatcher(filter);
      const found: KeptEntry[] = [];
      for await (const block of blocks(blockQuery(query), newest ? 'desc' : 'asc')) {
        const entries = newest ? placed(block).toReversed() : placed(block);
        for (const kept of entries) {
          const isBehind = after === undefined || (newest ? kept.seq < after : kept.seq > after);
          if (isBehind && matches(kept.entry)) found.push(kept);
          if (found.length === limit) return found;
        }
      }
      return found;
    },

    async lastEntry(): Promise<KeptEntry | null> {
      let block = await lastBlock();
      // What others have appended since the refresh is read in real time.
      for (let next = block; next !== null; next = await blockAt(next.last + 1)) block = next;
      knownEnd = block?.last ?? 0;
      return block === null ? null : (placed(block).at(-1) ?? null);
    },

    async *scanEntries(from: number): AsyncGenerator<KeptEntry> {
      await refresh();
      const query = from <= 1 ? { match_all: {} } : { range: { last: { gte: from } } };
      for await (const block of blocks(query, 'asc'))
        yield* placed(block).filter(({ seq }) => from <= 1 || seq >= from);
    },
  };
}

const WithFact = z.object({ factId: z.string() });

function factIdOf(entry: unknown): string {
  const parsed = WithFact.safeParse(entry);
  return parsed.success ? parsed.data.factId : '';
}

function placed({ first, entries }: Block): KeptEntry[] {
  return entries.map((entry, index) => ({ seq: first + index, entry }));
}

import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import { answerFault, unexpectedRefusal, withoutValues } from './answer-fault.ts';
import { callOfSource, type QueueBefore } from './call-document.ts';
import { documentId, type Family, type IndexNames, monthBeside, monthOfIndex } from './index-names.ts';
import type { Requests } from './requests.ts';

/** A call as it is now, and what a guarded write needs. */
export interface LocatedCall {
  readonly call: StoredCall;
  readonly dropped: readonly string[];
  /** What the queue had of it; null for a call of an older program. */
  readonly queue: QueueBefore | null;
  /** Month of the index that holds it: that of its first revision, which later ones do not leave. */
  readonly home: string;
  readonly guard: { readonly seqNo: number; readonly primaryTerm: number };
  /** OpenSearch's own count of its writes. */
  readonly version: number;
}

interface Place {
  readonly callId: string;
  readonly home: string;
}

export interface LocateCalls {
  /** Reads calls where they are said to be; realtime: no refresh needed. */
  at(places: readonly Place[]): Promise<ReadonlyMap<string, LocatedCall>>;
  /**
   * Finds calls that may be new, by id and the month they would be written to. An earlier revision may lie in another
   * month: the months beside are looked at in real time, all others as of the last refresh.
   */
  expected(calls: readonly { callId: string; month: string }[]): Promise<ReadonlyMap<string, LocatedCall>>;
  /** Months whose indices of this family hold these ids, as of the last refresh. */
  homes(family: Family, ids: readonly string[]): Promise<readonly { id: string; home: string }[]>;
}

const Docs = z.object({
  docs: z.array(
    z.object({
      found: z.boolean().optional(),
      _index: z.string(),
      _version: z.int().optional(),
      _seq_no: z.int().optional(),
      _primary_term: z.int().optional(),
      _source: z.unknown().optional(),
      error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
    }),
  ),
});
type Doc = z.infer<typeof Docs>['docs'][number];

const Hits = z.object({
  hits: z.object({ hits: z.array(z.object({ _id: z.string(), _index: z.string() })) }),
});

export function createLocateCalls(requests: Requests, names: IndexNames): LocateCalls {
  async function at(places: readonly Place[]): Promise<ReadonlyMap<string, LocatedCall>> {
    const located = new Map<string, LocatedCall>();
    if (places.length === 0) return located;
    const docs = places.map(({ callId, home }) => ({
      _index: names.month('calls', home),
      _id: documentId(callId),
    }));
    const answer = await requests.send({ method: 'POST', path: ['_mget'], body: { docs } }, Docs);
    if (!answer.ok) throw unexpectedRefusal('mget', answer);
    for (const found of answer.body.docs.map(locatedOf)) {
      if (found === null) continue;
      const { callId, revision } = found.call.record;
      const other = located.get(callId);
      if (other === undefined || other.call.record.revision < revision) located.set(callId, found);
    }
    return located;
  }

  async function homes(family: Family, ids: readonly string[]) {
    const answer = await requests.send(
      {
        method: 'POST',
        path: [names.all(family), '_search'],
        query: { allow_partial_search_results: false },
        body: { query: { ids: { values: ids.map(documentId) } }, _source: false, size: ids.length * 2 },
      },
      Hits,
    );
    if (!answer.ok && answer.status === 404) return [];
    if (!answer.ok) throw unexpectedRefusal('search', answer);
    const named = new Map(ids.map((id) => [documentId(id), id]));
    return answer.body.hits.hits.map(({ _id, _index }) => ({
      id: named.get(_id) ?? _id,
      home: monthOfIndex(_index),
    }));
  }

  return {
    at,
    homes,
    async expected(calls) {
      const near = await at(
        calls.flatMap(({ callId, month }) =>
          [month, monthBeside(month, -1), monthBeside(month, 1)].map((home) => ({ callId, home })),
        ),
      );
      const missing = calls.map(({ callId }) => callId).filter((callId) => !near.has(callId));
      if (missing.length === 0) return near;
      const far = await at((await homes('calls', missing)).map(({ id, home }) => ({ callId: id, home })));
      return new Map([...near, ...far]);
    },
  };
}

function locatedOf(doc: Doc): LocatedCall | null {
  if (doc.error !== undefined && doc.error.type !== 'index_not_found_exception') throw docFault(doc.error);
  const { _version, _seq_no, _primary_term } = doc;
  if (doc.found !== true || _version === undefined || _seq_no === undefined || _primary_term === undefined) {
    return null;
  }
  return {
    ...callOfSource(doc._source),
    home: monthOfIndex(doc._index),
    guard: { seqNo: _seq_no, primaryTerm: _primary_term },
    version: _version,
  };
}

/** Items of an mget carry no status: what is neither known nor a missing index is a lost shard. */
function docFault({ type, reason }: { type: string; reason?: string | null | undefined }): unknown {
  const refusal = { status: 503, type, reason: withoutValues(reason ?? '') };
  return answerFault(refusal) ?? unexpectedRefusal('mget', refusal);
}

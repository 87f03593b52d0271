import { z } from 'zod';
import type { KeptDocument } from '../port.ts';
import { unexpectedRefusal } from './answer-fault.ts';
import { parseSource } from './call-document.ts';
import { documentId } from './index-names.ts';
import type { Refresh } from './refresher.ts';
import { type SearchDeps, WHOLE } from './search-calls.ts';

const PAGE = 1_000;

const Source = z.object({ kind: z.string(), id: z.string(), version: z.int(), body: z.unknown() });
const Got = z.object({
  _seq_no: z.int().optional(),
  _primary_term: z.int().optional(),
  _source: z.unknown().optional(),
});
const Found = z.object({
  hits: z.object({
    hits: z.array(z.object({ _source: z.unknown().optional(), sort: z.array(z.unknown()) })),
  }),
});

export interface DocumentsDeps extends SearchDeps {
  readonly refresh: Refresh;
}

/** The small versioned documents of RecordStore over OpenSearch: read in real time, written guarded, never twice. */
export function createDocuments({ requests, names, refresh }: DocumentsDeps) {
  const path = (kind: string, id: string) => [
    names.documents,
    '_doc',
    documentId(JSON.stringify([kind, id])),
  ];

  async function read(kind: string, id: string) {
    const answer = await requests.send({ method: 'GET', path: path(kind, id) }, Got);
    if (!answer.ok && answer.status === 404) return null;
    if (!answer.ok) throw unexpectedRefusal('document', answer);
    const { _seq_no, _primary_term, _source } = answer.body;
    const { version, body } = parseSource(Source, _source);
    return { document: { id, version, body }, if_seq_no: _seq_no ?? 0, if_primary_term: _primary_term ?? 0 };
  }

  async function page(kind: string, after: readonly unknown[] | null) {
    const body = {
      query: { bool: { filter: [{ term: { kind } }] } },
      sort: [{ id: 'asc' }],
      size: PAGE,
      ...(after !== null && { search_after: after }),
    };
    const answer = await requests.send(
      { method: 'POST', path: [names.documents, '_search'], query: WHOLE, body },
      Found,
    );
    if (!answer.ok) throw unexpectedRefusal('documents', answer);
    return answer.body.hits.hits;
  }

  return {
    async getDocument(kind: string, id: string): Promise<KeptDocument | null> {
      return (await read(kind, id))?.document ?? null;
    },

    async listDocuments(kind: string): Promise<readonly KeptDocument[]> {
      await refresh();
      const documents: KeptDocument[] = [];
      for (let after: readonly unknown[] | null = null; ; ) {
        const hits: Awaited<ReturnType<typeof page>> = await page(kind, after);
        for (const { _source } of hits) {
          const { id, version, body } = parseSource(Source, _source);
          documents.push({ id, version, body });
        }
        if (hits.length < PAGE) return documents;
        after = hits.at(-1)?.sort ?? null;
      }
    },

    async putDocument(kind: string, id: string, body: unknown, ifVersion: number): Promise<number | null> {
      const current = ifVersion === 0 ? null : await read(kind, id);
      if (ifVersion !== 0 && current?.document.version !== ifVersion) return null;
      const guard =
        current === null
          ? { op_type: 'create' }
          : { if_seq_no: current.if_seq_no, if_primary_term: current.if_primary_term };
      const version = ifVersion + 1;
      const answer = await requests.send(
        {
          method: 'PUT',
          path: path(kind, id),
          query: { require_alias: true, ...guard },
          body: { kind, id, version, body: body ?? null },
          once: true,
        },
        z.unknown(),
      );
      if (answer.ok) return version;
      if (answer.status === 409) return null;
      throw unexpectedRefusal('document', answer);
    },

    async deleteDocument(kind: string, id: string): Promise<void> {
      const answer = await requests.send({ method: 'DELETE', path: path(kind, id) }, z.unknown());
      if (!answer.ok && answer.status !== 404) throw unexpectedRefusal('document', answer);
    },
  };
}

import { Readable } from 'node:stream';
import { z } from 'zod';
import { CallRecord, type StoredCall, StoredFinding } from '../../../contracts/call-record.ts';
import { type CallHit, Highlight } from '../../../contracts/call-search.ts';
import { type ExportRequest, type ExportSearch, MOST_EXPORTED_CALLS } from '../../../contracts/export.ts';
import type { LedgerActor, LedgerEntry } from '../../../contracts/ledger.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import type { Ledger } from '../ledger/create-ledger.ts';
import { searchFact } from '../ledger/search-fact.ts';
import { csvText } from './csv-text.ts';
import type { Cell, ExportedCall } from './export-columns.ts';
import { type Gathered, gatherCalls, pagesOf } from './gather-calls.ts';
import { xlsxFile } from './xlsx-file.ts';

export interface ExportWork {
  readonly request: ExportRequest;
  /** The request's query, narrowed to the calls of the asking person. */
  readonly query: ExportSearch;
  readonly actor: LedgerActor;
  /** Hides personal data, and leaves out of `hits` what only masked words found. */
  readonly mask: (value: unknown) => Promise<unknown>;
  /** The call as the asking person may see it. */
  readonly shown: (call: StoredCall) => StoredCall;
}

export type ExportResult =
  | { readonly status: 'too_many'; readonly total: number }
  | {
      readonly status: 'ready';
      readonly filename: string;
      readonly mediaType: string;
      readonly rows: number;
      /** Nothing of it exists but as it is read. */
      readonly bytes: Readable;
    };

export interface Exports {
  /** Goes through the search, notes the export in the ledger, then gives the file. Throws RecordStoreError. */
  export(work: ExportWork): Promise<ExportResult>;
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const Found = z.object({ hits: z.array(z.object({ record: z.object({ callId: z.string() }) })) });
const Masked = z.object({
  hits: z.array(
    z.object({ record: CallRecord, findings: z.array(StoredFinding), highlights: z.array(Highlight) }),
  ),
});
const MaskedText = z.object({ text: z.string().optional() });

/** Search results as files, with the search that made them. */
export function createExports({
  store,
  ledger,
}: {
  readonly store: Pick<RecordStore, 'search' | 'getCall'>;
  readonly ledger: Pick<Ledger, 'append'>;
}): Exports {
  async function* pages(work: ExportWork, { callIds }: Gathered): AsyncGenerator<ExportedCall[]> {
    for await (const hits of pagesOf(store, work.query)) {
      const wanted = hits.filter(({ record }) => callIds.has(record.callId));
      const whole = await Promise.all(wanted.map((hit) => withFindings(hit, work)));
      yield Masked.parse(await work.mask({ hits: whole })).hits;
    }
  }

  async function withFindings({ record, highlights }: CallHit, { shown }: ExportWork) {
    const stored = await store.getCall(record.callId);
    if (stored === null) return { record, transcript: null, findings: [], highlights };
    const { transcript, findings } = shown(stored);
    return { record, transcript, findings: findings.filter(({ superseded }) => !superseded), highlights };
  }

  return {
    async export(work) {
      const { request, query, actor, mask } = work;
      const { total } = await store.search({ ...query, limit: 1 });
      if (total > MOST_EXPORTED_CALLS) return { status: 'too_many', total };
      const gathered = await gatherCalls(store, query, async (hits) =>
        query.text === undefined
          ? hits.map(({ record }) => record.callId)
          : Found.parse(await mask({ hits })).hits.map(({ record }) => record.callId),
      );
      const { id, after } = searchFact(query);
      const entry = await ledger.append({
        actor,
        action: 'export',
        object: { kind: 'calls', id },
        reason: request.reason,
        after: {
          query: after,
          format: request.format,
          rows: gathered.callIds.size,
          rulebookHashes: gathered.rulebookHashes.slice(0, 500),
        },
      });
      const { text } = MaskedText.parse(await mask({ text: request.query.text }));
      const header = headerOf(work, entry, gathered, text);
      const parts = { header, pages: pages(work, gathered) };
      return {
        status: 'ready',
        filename: `callwarden-calls-${entry.at.replace(/[-:]|\.\d+/g, '')}-${entry.seq}.${request.format}`,
        mediaType: MEDIA_TYPES[request.format],
        rows: gathered.callIds.size,
        bytes:
          request.format === 'xlsx'
            ? xlsxFile(parts)
            : Readable.from(csvText({ ...parts, bom: request.bom }), { objectMode: false }),
      };
    },
  };
}

function headerOf(
  { request, query, actor }: ExportWork,
  entry: LedgerEntry,
  { callIds, rulebookHashes }: Gathered,
  text: string | undefined,
): readonly (readonly [string, Cell])[] {
  const asked = (search: ExportSearch) => JSON.stringify({ ...search, ...(text !== undefined && { text }) });
  return [
    ['Callwarden export 导出', request.format],
    ['search as asked 检索条件', asked(request.query)],
    ['search within scope 授权范围内', asked(query)],
    ['by 导出人', `${actor.id} (${actor.role})`],
    ['at 时间', entry.at],
    ['reason 理由', request.reason],
    ['rows 行数', callIds.size],
    ['rulebook hashes 规则库', rulebookHashes.join(' ')],
    ['ledger entry 台账序号', entry.seq],
    ['ledger hash 台账哈希', entry.hash],
  ];
}

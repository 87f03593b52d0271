import type { CallHit } from '../../../contracts/call-search.ts';
import type { ExportSearch } from '../../../contracts/export.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';

const PAGE = 200;

/** What a search finds, page by page. */
export async function* pagesOf(
  store: Pick<RecordStore, 'search'>,
  query: ExportSearch,
): AsyncGenerator<readonly CallHit[]> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<RecordStore['search']>> = await store.search({
      ...query,
      limit: PAGE,
      ...(cursor !== null && { cursor }),
    });
    yield page.hits;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** What the head of an export says of its calls before the first of them is written. */
export interface Gathered {
  readonly callIds: ReadonlySet<string>;
  readonly rulebookHashes: readonly string[];
}

/** Goes through a search once; `visible` leaves out hits that the asking person may not be shown. */
export async function gatherCalls(
  store: Pick<RecordStore, 'search'>,
  query: ExportSearch,
  visible: (hits: readonly CallHit[]) => Promise<readonly string[]>,
): Promise<Gathered> {
  const callIds = new Set<string>();
  const hashes = new Set<string>();
  for await (const hits of pagesOf(store, query)) {
    const seen = new Set(await visible(hits));
    for (const { record } of hits) {
      if (!seen.has(record.callId)) continue;
      callIds.add(record.callId);
      hashes.add(record.rulebookHash);
    }
  }
  return { callIds, rulebookHashes: [...hashes].sort() };
}

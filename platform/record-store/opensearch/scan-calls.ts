import { z } from 'zod';
import type { StoredCall } from '../../../contracts/call-record.ts';
import type { CallFilter } from '../../../contracts/call-search.ts';
import { sortKeys } from '../sort-keys.ts';
import { type Refusal, unexpectedRefusal } from './answer-fault.ts';
import { callOfSource } from './call-document.ts';
import { filterQuery } from './filter-query.ts';
import type { Requests } from './requests.ts';
import { type SearchDeps, sortOf, WHOLE } from './search-calls.ts';

const PAGE = 100;
/** How long a point in time outlives the reading of one page. */
const LIFE = '5m';

const Opened = z.object({ pit_id: z.string() });
const Page = z.object({
  pit_id: z.string(),
  hits: z.object({ hits: z.array(z.object({ _source: z.unknown(), sort: z.array(z.unknown()) })) }),
});

/** Options that tests shorten. */
export interface ScanDeps extends SearchDeps {
  readonly snapshotLife?: string;
}

/**
 * RecordStore.scan over OpenSearch: reads one point in time. When whoever reads takes longer over a page than that
 * lives, the scan goes on in a new one, after the last call it gave.
 */
export function createScan({ requests, names, snapshotLife = LIFE }: ScanDeps) {
  async function page(pit: string, filter: CallFilter, after: readonly unknown[] | null) {
    const body = {
      query: filterQuery(filter),
      sort: sortOf(sortKeys({ sort: 'oldest' })),
      size: PAGE,
      track_total_hits: false,
      pit: { id: pit, keep_alive: snapshotLife },
      ...(after !== null && { search_after: after }),
    };
    return requests.send({ method: 'POST', path: ['_search'], query: WHOLE, body }, Page);
  }

  return async function* scan(filter: CallFilter): AsyncGenerator<StoredCall> {
    let pit = await openPit(requests, names.all('calls'), snapshotLife);
    let after: readonly unknown[] | null = null;
    let fresh = true;
    try {
      while (pit !== null) {
        const answer: Awaited<ReturnType<typeof page>> = await page(pit, filter, after);
        if (!answer.ok) {
          if (fresh || !hasExpired(answer)) throw unexpectedRefusal('scan', answer);
          pit = await openPit(requests, names.all('calls'), snapshotLife);
          fresh = true;
          continue;
        }
        pit = answer.body.pit_id;
        fresh = false;
        const { hits } = answer.body.hits;
        for (const { _source } of hits) yield callOfSource(_source).call;
        after = hits.at(-1)?.sort ?? null;
        if (hits.length < PAGE) return;
      }
    } finally {
      if (pit !== null) await dropPit(requests, pit);
    }
  };
}

/** Null while no month was written. */
async function openPit(requests: Requests, alias: string, life: string): Promise<string | null> {
  const answer = await requests.send(
    { method: 'POST', path: [alias, '_search', 'point_in_time'], query: { keep_alive: life } },
    Opened,
  );
  if (answer.ok) return answer.body.pit_id;
  if (answer.status === 404) return null;
  throw unexpectedRefusal('point in time', answer);
}

/** One left behind by a fault expires by itself. */
async function dropPit(requests: Requests, pit: string): Promise<void> {
  const body = { pit_id: [pit] };
  await requests
    .send({ method: 'DELETE', path: ['_search', 'point_in_time'], body }, z.unknown())
    .catch(() => {});
}

function hasExpired({ status, type }: Refusal): boolean {
  return status === 404 || type === 'search_phase_execution_exception';
}

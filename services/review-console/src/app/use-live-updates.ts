import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMay } from '../session/me-context.ts';

/** Lists that are read again when calls or reviews change. */
const LIVE = new Set([
  'queue',
  'queue-facets',
  'open-count',
  'pipeline',
  'flagged-facets',
  'rule-shares',
  'rejected',
]);
/** A list that was scrolled far is not read again whole. */
const MOST_PAGES = 3;

const isLong = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'pages' in data &&
  Array.isArray(data.pages) &&
  data.pages.length > MOST_PAGES;

/** Reads lists again as soon as the server says that something has changed. The browser reconnects by itself. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  const may = useMay('calls:read');
  useEffect(() => {
    if (!may) return undefined;
    const source = new EventSource('/v1/events');
    source.addEventListener('changed', () => {
      void client.invalidateQueries({
        predicate: ({ queryKey, state }) => LIVE.has(String(queryKey[0])) && !isLong(state.data),
      });
    });
    return () => source.close();
  }, [client, may]);
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { queueAddress } from '../queue/queue-view.ts';
import { useQueue } from '../queue/use-queue.ts';
import { preloadCall } from './use-call.ts';

export interface Walk {
  /** 1-based place in the queue of the address; null when the call is not in it. */
  readonly place: number | null;
  readonly total: number;
  readonly next: string | null;
  readonly previous: string | null;
  open(callId: string): void;
  back(): void;
}

/** The way through the queue that the address carries along; the next call is read before it is asked for. */
export function useWalk(callId: string): Walk {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { hits, total, query } = useQueue(params);
  const lastPlace = useRef(0);
  const found = hits.findIndex(({ record }) => record.callId === callId);
  if (found >= 0) lastPlace.current = found;
  // A call that has left the queue since gave its place to the one behind it.
  const next = hits[found >= 0 ? found + 1 : lastPlace.current]?.record.callId ?? null;
  const previous = hits[(found >= 0 ? found : lastPlace.current) - 1]?.record.callId ?? null;
  const { hasNextPage, fetchNextPage } = query;

  useEffect(() => {
    if (next !== null) preloadCall(client, next);
    else if (hasNextPage) void fetchNextPage();
  }, [client, next, hasNextPage, fetchNextPage]);

  return {
    place: found >= 0 ? found + 1 : null,
    total,
    next,
    previous,
    open: (id) => void navigate(`/calls/${encodeURIComponent(id)}${queueAddress(params)}`),
    back: () => void navigate(`/queue${queueAddress(params)}`),
  };
}

import type { ConsumerFault } from './port.ts';

/** A partition's number, or the log as a whole. */
export type FaultPlace = number | 'log';

/** What a consumer tells about itself: when it last committed, and what it waits for. */
export interface ConsumerHealth {
  /** A batch of the partition was committed: its fault is over. */
  progressed(partition: number): void;
  failed(place: FaultPlace, error: unknown): void;
  recovered(place: FaultPlace): void;
  /** Partitions of other members are not this one's worry. */
  forgetAllBut(partitions: ReadonlySet<number>): void;
  lastProgressMs(): number;
  /** The fault that has lasted longest. */
  fault(): ConsumerFault | null;
}

export function createConsumerHealth(clock: () => number): ConsumerHealth {
  const faults = new Map<FaultPlace, ConsumerFault>();
  let progressMs = clock();
  return {
    progressed(partition) {
      progressMs = clock();
      faults.delete(partition);
    },
    failed(place, error) {
      const sinceMs = faults.get(place)?.sinceMs ?? clock();
      faults.set(place, { ...describeFault(error), sinceMs });
    },
    recovered: (place) => void faults.delete(place),
    forgetAllBut(partitions) {
      for (const place of faults.keys()) if (place !== 'log' && !partitions.has(place)) faults.delete(place);
    },
    lastProgressMs: () => progressMs,
    fault: () => [...faults.values()].sort((a, b) => a.sinceMs - b.sinceMs)[0] ?? null,
  };
}

/** The error's own code when it has one; HANDLER_FAILED for a plain Error. */
export function describeFault(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: 'HANDLER_FAILED', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'HANDLER_FAILED';
  return { code, message: error.message };
}

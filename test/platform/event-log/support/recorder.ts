import type { BatchHandler, IncomingMessage } from '../../../../platform/event-log/port.ts';
import { numberOf } from './numbered.ts';

/** What handlers were given, in the order they were given it. */
export interface Recorder {
  readonly seen: readonly IncomingMessage[];
  readonly handle: BatchHandler;
  /** Numbers seen, sorted, repeated ones as often as they came. */
  numbers(): number[];
  partitions(): ReadonlySet<number>;
}

export function createRecorder(): Recorder {
  const seen: IncomingMessage[] = [];
  return {
    seen,
    handle: async (batch) => void seen.push(...batch),
    numbers: () => seen.map(numberOf).sort((a, b) => a - b),
    partitions: () => new Set(seen.map(({ partition }) => partition)),
  };
}

/** Numbers that were seen by any of them, sorted. */
export function allNumbers(...recorders: readonly Recorder[]): number[] {
  return recorders.flatMap((recorder) => recorder.numbers()).sort((a, b) => a - b);
}

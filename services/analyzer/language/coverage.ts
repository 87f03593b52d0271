interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Answers about a set of stretches, each in logarithmic time however many they are. */
export interface Coverage {
  /** Whether one of them begins at or before `start` and ends at or behind `end`. */
  readonly covers: (start: number, end: number) => boolean;
  /** The same, and is longer. */
  readonly coversMore: (start: number, end: number) => boolean;
  /** Whether one of them shares a unit with [start, end). */
  readonly overlaps: (start: number, end: number) => boolean;
}

export function createCoverage(stretches: readonly Stretch[]): Coverage {
  const sorted = [...stretches].sort((a, b) => a.start - b.start);
  const furthest = new Int32Array(sorted.length);
  let end = -1;
  for (const [at, stretch] of sorted.entries()) {
    end = Math.max(end, stretch.end);
    furthest[at] = end;
  }
  /** The furthest end of those that begin before a place. */
  const endOfThoseBefore = (place: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.start ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : (furthest[low - 1] ?? -1);
  };
  return {
    covers: (from, to) => endOfThoseBefore(from + 1) >= to,
    coversMore: (from, to) => endOfThoseBefore(from) >= to || endOfThoseBefore(from + 1) > to,
    overlaps: (from, to) => endOfThoseBefore(to) > from,
  };
}

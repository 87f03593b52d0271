import { BREAK } from '../language/text-view.ts';
import type { Hit, Line } from './scene.ts';

/** Looks among the hits of one call without going through all of them: lists are by start. */
export interface NearHits {
  /** Those that end at or behind `from` and begin before `to`, and perhaps some before them. */
  around(hits: readonly Hit[], from: number, to: number): readonly Hit[];
  /** Whether one stands in the one sentence that holds units [start, end); false where they are in several. */
  inSentence(hits: readonly Hit[], line: Line, start: number, end: number): boolean;
}

const firstWhere = (length: number, holds: (at: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The first hit of a list by start that begins at or behind a place. */
export const firstFrom = (hits: readonly Hit[], place: number): number =>
  firstWhere(hits.length, (at) => (hits[at]?.start ?? 0) >= place);

/** Keeps what it works out for the lists of one call; make one for each call. */
export function createNearHits(): NearHits {
  const furthestEnds = new Map<readonly Hit[], Int32Array>();
  const sentencesOf = new Map<Line, Int32Array>();

  function furthest(hits: readonly Hit[]): Int32Array {
    const known = furthestEnds.get(hits);
    if (known) return known;
    const ends = new Int32Array(hits.length);
    for (let at = 0, end = 0; at < hits.length; at += 1) {
      end = Math.max(end, hits[at]?.end ?? 0);
      ends[at] = end;
    }
    furthestEnds.set(hits, ends);
    return ends;
  }
  /** The number of the sentence that each unit stands in. */
  function sentences(line: Line): Int32Array {
    const known = sentencesOf.get(line);
    if (known) return known;
    const { text, breaks } = line.view;
    const numbers = new Int32Array(text.length);
    for (let at = 1; at < text.length; at += 1)
      numbers[at] = (numbers[at - 1] ?? 0) + ((breaks[at] ?? 0) >= BREAK.SENTENCE ? 1 : 0);
    sentencesOf.set(line, numbers);
    return numbers;
  }

  return {
    around(hits, from, to) {
      const ends = furthest(hits);
      const first = firstWhere(hits.length, (at) => (ends[at] ?? 0) >= from);
      return hits.slice(first, firstFrom(hits, to));
    },
    inSentence(hits, line, start, end) {
      if (hits.length === 0) return false;
      const numbers = sentences(line);
      const sentence = numbers[start] ?? 0;
      if (numbers[end - 1] !== sentence) return false;
      for (
        let at = firstWhere(hits.length, (place) => (numbers[hits[place]?.start ?? 0] ?? 0) >= sentence);
        ;
        at += 1
      ) {
        const hit = hits[at];
        if (hit === undefined || numbers[hit.start] !== sentence) return false;
        if (numbers[hit.end - 1] === sentence) return true;
      }
    },
  };
}

/** How strongly two neighbouring units of a view are parted. */
export const BREAK = {
  NONE: 0,
  /** A space between Chinese characters (a recogniser's pause, or letter-spacing), 、, a turn that runs on. */
  PAUSE: 1,
  /** , ; : brackets, dashes, … and the soft cuts of long text without punctuation. */
  CLAUSE: 2,
  /** 。 . ! ? and line ends. */
  SENTENCE: 3,
  /** A new turn after a finished one. */
  TURN: 4,
} as const;

/** Offsets are UTF-16 units; `end` is exclusive. `turn` is the 0-based turn of the call, offsets are those of its original text. */
export interface Span {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Normalised text with the way back. Unit `i` of `text` stands for `[starts[i], ends[i])` of the original text of turn `turns[i]`;
 * `breaks[i]` is the {@link BREAK} before unit `i`, and `breaks[text.length]` the one after the last.
 */
export interface Layer {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly turns: readonly number[];
  readonly breaks: readonly number[];
}

/**
 * A text as the matchers read it: folded, without punctuation, spacing, hesitation and repeats. `plain` is the same text with
 * hesitation and repeats kept (to find terms that contain them); `fromPlain[i]` is the place in `text` of place `i` of `plain`, or
 * null where the two are one.
 */
export interface View extends Layer {
  readonly plain: Layer;
  readonly fromPlain: readonly number[] | null;
}

const CHUNK = 4096;

/** The string of these code units, however many. */
export const textOf = (codes: readonly number[]): string => {
  if (codes.length <= CHUNK) return String.fromCharCode(...codes);
  const parts: string[] = [];
  for (let at = 0; at < codes.length; at += CHUNK)
    parts.push(String.fromCharCode(...codes.slice(at, at + CHUNK)));
  return parts.join('');
};

/** The layer that keeps only these units of `layer` (ascending); a break before a unit that goes passes to the next that stays. */
export const keepUnits = (layer: Layer, kept: readonly number[]): Layer => {
  const codes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const turns: number[] = [];
  const breaks: number[] = [];
  let from = 0;
  const strongestUpTo = (last: number) => {
    let level: number = BREAK.NONE;
    for (; from <= last; from += 1) level = Math.max(level, layer.breaks[from] ?? BREAK.NONE);
    return level;
  };
  for (const index of kept) {
    const level = strongestUpTo(index);
    breaks.push(codes.length > 0 ? level : BREAK.NONE);
    codes.push(layer.text.charCodeAt(index));
    starts.push(layer.starts[index] ?? 0);
    ends.push(layer.ends[index] ?? 0);
    turns.push(layer.turns[index] ?? 0);
  }
  breaks.push(strongestUpTo(layer.text.length));
  return { text: textOf(codes), starts, ends, turns, breaks };
};

/** The original text that units `[start, end)` of a layer stand for: one span a turn, in order. */
export const spansOf = (layer: Layer, start: number, end: number): Span[] => {
  const spans: Span[] = [];
  let from = start;
  for (let index = start + 1; index <= end; index += 1) {
    if (index < end && layer.turns[index] === layer.turns[from]) continue;
    spans.push({
      turn: layer.turns[from] ?? 0,
      start: layer.starts[from] ?? 0,
      end: layer.ends[index - 1] ?? 0,
    });
    from = index;
  }
  return spans;
};

/** The strongest {@link BREAK} between units `start` and `end - 1`: `NONE` when they stand in one unbroken run. */
export const strongestBreak = (layer: Layer, start: number, end: number): number => {
  let strongest: number = BREAK.NONE;
  for (let index = start + 1; index < end; index += 1) {
    const level = layer.breaks[index] ?? BREAK.NONE;
    if (level > strongest) strongest = level;
  }
  return strongest;
};

/** The reach of a rule's gap. */
export type Reach = 'clause' | 'sentence' | 'turn';

const BOUNDS = { clause: BREAK.CLAUSE, sentence: BREAK.SENTENCE, turn: BREAK.TURN } as const;

/** Whether units `start` to `end - 1` stand in one clause, sentence or turn (a turn that runs on counts as one). */
export const isWithin = (layer: Layer, start: number, end: number, reach: Reach): boolean =>
  strongestBreak(layer, start, end) < BOUNDS[reach];

/** The units of a layer that stand for any of an original span, or null when all of it was punctuation, spacing or hesitation. */
export const rangeOf = (layer: Layer, span: Span): { start: number; end: number } | null => {
  const first = (reached: (index: number) => boolean) => {
    let low = 0;
    let high = layer.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const turnOf = (index: number) => layer.turns[index] ?? 0;
  const isPast = (index: number) => turnOf(index) > span.turn;
  const start = first((at) => isPast(at) || (turnOf(at) === span.turn && (layer.ends[at] ?? 0) > span.start));
  const end = first((at) => isPast(at) || (turnOf(at) === span.turn && (layer.starts[at] ?? 0) >= span.end));
  return start < end ? { start, end } : null;
};

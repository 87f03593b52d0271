/** A piece of evidence in one turn's text: UTF-16 offsets, end exclusive. number: how the finding is shown. */
export interface NumberedSpan {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of text that the same findings cover. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly numbers: readonly number[];
  /** Findings whose evidence ends with this stretch. */
  readonly ending: readonly number[];
}

/** Cuts a text where evidence begins or ends, so that overlapping findings can be told apart. */
export function segmentsOf(text: string, spans: readonly NumberedSpan[]): readonly Segment[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of spans) {
    cuts.add(Math.max(0, Math.min(start, text.length)));
    cuts.add(Math.max(0, Math.min(end, text.length)));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const covering = spans.filter((span) => span.start <= start && span.end >= end);
    return {
      start,
      text: text.slice(start, end),
      numbers: covering.map(({ number }) => number),
      ending: covering.filter((span) => span.end === end).map(({ number }) => number),
    };
  });
}

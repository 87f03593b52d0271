/** A stretch of a turn that an example says must be quoted. UTF-16 offsets in the unmarked text, end exclusive. */
export interface Mark {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export interface MarkedText {
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** Takes the [[…]] out of one turn of an example. Returns null where brackets don't pair. */
export function readMarks(marked: string, turn: number): MarkedText | null {
  const parts = marked.split(/(\[\[|\]\])/);
  const marks: Mark[] = [];
  let text = '';
  let open: number | null = null;
  for (const part of parts) {
    if (part === '[[') {
      if (open !== null) return null;
      open = text.length;
    } else if (part === ']]') {
      if (open === null || open === text.length) return null;
      marks.push({ turn, start: open, end: text.length, quote: text.slice(open) });
      open = null;
    } else text += part;
  }
  return open === null ? { text, marks } : null;
}

import { SOURCES } from './registry.ts';
import type { TranscriptSource } from './source.ts';

/** How much of the beginning is looked at. */
const HEAD_BYTES = 65_536;

export interface SourceHints {
  /** A format by name: nothing else is looked at. */
  readonly format?: string;
  /** A media type without parameters: only formats of that type are considered. */
  readonly contentType?: string;
  /** A file name: its end may say the format. */
  readonly fileName?: string;
}

export interface ChosenSource {
  readonly source: TranscriptSource;
  /** All bytes, the beginning that was looked at included. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The formats that a name or media type allows; none when it is not known. */
export function candidateSources({
  format,
  contentType,
  fileName,
}: SourceHints): readonly TranscriptSource[] {
  if (format !== undefined) return SOURCES.filter((source) => source.name === format);
  if (contentType !== undefined) return SOURCES.filter((source) => source.contentTypes.includes(contentType));
  const named = SOURCES.filter((source) =>
    source.extensions.some((end) => fileName?.toLowerCase().endsWith(end)),
  );
  return named.length > 0 ? named : SOURCES;
}

/** Picks the format of a stream by what is said about it, then by how it begins; null when no format is allowed. */
export async function chooseSource(
  bytes: AsyncIterable<Uint8Array>,
  hints: SourceHints,
): Promise<ChosenSource | null> {
  const candidates = candidateSources(hints);
  const last = candidates.at(-1);
  if (last === undefined) return null;
  if (candidates.length === 1) return { source: last, bytes };
  const { head, all } = await lookAhead(bytes);
  return { source: candidates.find((source) => source.recognises(head)) ?? last, bytes: all };
}

async function lookAhead(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await iterator.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  const head = Buffer.concat(pieces);
  async function* all() {
    try {
      yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: head.subarray(0, HEAD_BYTES), all: all() };
}

import { contentStart } from './bytes.ts';

/** What is kept of an item that is too large, to recognise it by. */
const HEAD_BYTES = 65_536;

/** Gathers the bytes of one item; beyond the limit it keeps the beginning and only counts. */
export interface ItemBuffer {
  append(bytes: Uint8Array): void;
  /** Whether only white space was gathered. */
  isBlank(): boolean;
  /** The bytes gathered and how many there were; empties the buffer. */
  take(): { readonly raw: Uint8Array; readonly totalBytes: number };
}

export function createItemBuffer(maxItemBytes: number): ItemBuffer {
  let pieces: Uint8Array[] = [];
  let totalBytes = 0;
  return {
    append(bytes) {
      if (bytes.length === 0) return;
      const fitted = totalBytes <= maxItemBytes;
      totalBytes += bytes.length;
      if (totalBytes <= maxItemBytes) pieces.push(bytes);
      else if (fitted)
        pieces = [
          Buffer.concat([...pieces, bytes])
            .subarray(0, HEAD_BYTES)
            .slice(),
        ];
    },
    isBlank() {
      return totalBytes <= maxItemBytes && pieces.every((piece) => contentStart(piece) === piece.length);
    },
    take() {
      const [only] = pieces;
      const raw = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
      const taken = { raw, totalBytes };
      pieces = [];
      totalBytes = 0;
      return taken;
    },
  };
}

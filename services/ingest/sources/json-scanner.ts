import { BYTE } from './bytes.ts';

/** Follows JSON byte by byte over any number of chunks, without reading it. Assumes nothing about its validity. */
export interface JsonScanner {
  /** Index, from `from` on, of the first comma or closing bracket outside of every value; the length when there is none. */
  findCut(bytes: Uint8Array, from: number): number;
  /** Objects and arrays open at the end of what was scanned. */
  depth(): number;
  inString(): boolean;
  /** Most objects and arrays that were open at once. */
  deepest(): number;
  /** Line ends passed so far. */
  lines(): number;
}

export function createJsonScanner(): JsonScanner {
  let depth = 0;
  let deepest = 0;
  let lines = 0;
  let inString = false;
  let escaped = false;

  /** From inside of a string: index after its end, or the length. */
  function skipString(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (escaped) escaped = false;
      else if (byte === BYTE.backslash) escaped = true;
      else if (byte === BYTE.quote) {
        inString = false;
        return at + 1;
      }
    }
    return bytes.length;
  }

  function findCut(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (inString) {
        at = skipString(bytes, at);
        continue;
      }
      const byte = bytes[at];
      if (byte === BYTE.quote) inString = true;
      else if (byte === BYTE.openBrace || byte === BYTE.openBracket) {
        depth++;
        if (depth > deepest) deepest = depth;
      } else if (depth <= 0 && (byte === BYTE.comma || byte === BYTE.closeBracket)) return at;
      else if (byte === BYTE.closeBrace || byte === BYTE.closeBracket) depth--;
      else if (byte === BYTE.lineFeed) lines++;
      at++;
    }
    return at;
  }

  return {
    findCut,
    depth: () => depth,
    inString: () => inString,
    deepest: () => deepest,
    lines: () => lines,
  };
}

/** Whether JSON nests deeper than `limit`: parsing such bytes would cost far more than they are worth. */
export function nestsDeeperThan(bytes: Uint8Array, limit: number): boolean {
  const scanner = createJsonScanner();
  for (let at = 0; at < bytes.length; at++) at = scanner.findCut(bytes, at);
  return scanner.deepest() > limit;
}

/** Bytes that JSON is made of. */
export const BYTE = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export function isBlank(byte: number): boolean {
  return byte === BYTE.space || byte === BYTE.lineFeed || byte === BYTE.carriageReturn || byte === BYTE.tab;
}

/** Index of the first byte that is neither a byte order mark nor white space; the length when there is none. */
export function contentStart(bytes: Uint8Array): number {
  let index = BYTE_ORDER_MARK.every((byte, at) => bytes[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (index < bytes.length && isBlank(bytes[index] ?? 0)) index++;
  return index;
}

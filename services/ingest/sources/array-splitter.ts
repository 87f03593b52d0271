import { BYTE, contentStart, isBlank } from './bytes.ts';
import { createItemBuffer } from './item-buffer.ts';
import { createJsonScanner } from './json-scanner.ts';
import { readJson, unreadable } from './read-json.ts';
import type { Reading, ReadLimits, SourceItem } from './source.ts';

const NO_END = unreadable('not_json', 'is an array that ends in the middle', 'send the whole array');
const OUTSIDE = unreadable('not_json', 'is not inside of the array', 'send one array and nothing else');
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** Cuts a JSON array at the commas between its elements. A broken element costs itself, not those after it. */
export function createArraySplitter(limits: ReadLimits) {
  const buffer = createItemBuffer(limits.maxItemBytes);
  let scanner = createJsonScanner();
  let stage: 'before' | 'elements' | 'after' | 'outside' = 'before';
  let index = 0;
  let line = 1;

  function take(fault?: Reading): SourceItem {
    const { raw, totalBytes } = buffer.take();
    const blankLines = raw.subarray(0, contentStart(raw)).filter((byte) => byte === BYTE.lineFeed).length;
    const item = { index: index++, line: line + blankLines, raw };
    line += scanner.lines();
    scanner = createJsonScanner();
    return { ...item, reading: fault ?? readJson(raw, totalBytes, limits) };
  }

  function* feed(chunk: Uint8Array): Iterable<SourceItem> {
    let at = 0;
    while (at < chunk.length) {
      if (stage === 'elements') {
        const cut = scanner.findCut(chunk, at);
        buffer.append(chunk.subarray(at, cut));
        at = cut + 1;
        if (cut === chunk.length) break;
        if (chunk[cut] === BYTE.closeBracket) stage = 'after';
        if (stage === 'elements' || index > 0 || !buffer.isBlank()) yield take();
      } else if (stage === 'outside') {
        buffer.append(chunk.subarray(at));
        break;
      } else {
        at = passOver(chunk, at);
      }
    }
  }

  /** Before and after the array only white space may stand. */
  function passOver(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] ?? 0;
    if (byte === BYTE.lineFeed) line++;
    if (isBlank(byte) || (stage === 'before' && BYTE_ORDER_MARK.includes(byte))) return at + 1;
    if (stage === 'before' && byte === BYTE.openBracket) {
      stage = 'elements';
      return at + 1;
    }
    stage = 'outside';
    return at;
  }

  function* end(): Iterable<SourceItem> {
    if (stage === 'outside') yield take(OUTSIDE);
    if (stage !== 'elements') return;
    const last = buffer.isBlank() ? null : take();
    if (last !== null) yield last;
    if (last === null || last.reading.status === 'value') yield take(NO_END);
  }

  return { feed, end };
}

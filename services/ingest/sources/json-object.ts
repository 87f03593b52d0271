import { BYTE, contentStart } from './bytes.ts';
import { createItemBuffer } from './item-buffer.ts';
import { createJsonScanner } from './json-scanner.ts';
import { readJson } from './read-json.ts';
import type { TranscriptSource } from './source.ts';

/** One transcript as a JSON object, over as many lines as it likes. */
export const jsonObject: TranscriptSource = {
  name: 'json',
  contentTypes: ['application/json'],
  extensions: [],
  batch: false,
  recognises(head) {
    const start = contentStart(head);
    return head[start] === BYTE.openBrace && goesOnAfterTheLine(head.subarray(start));
  },
  async *read(bytes, limits) {
    const buffer = createItemBuffer(limits.maxItemBytes);
    for await (const chunk of bytes) buffer.append(chunk);
    const { raw, totalBytes } = buffer.take();
    yield { index: 0, line: 1, raw, reading: readJson(raw, totalBytes, limits) };
  },
};

/** Whether the first line ends between the parts of an object: a line of NDJSON ends after it, or broken in a string. */
function goesOnAfterTheLine(head: Uint8Array): boolean {
  const end = head.indexOf(BYTE.lineFeed);
  if (end === -1) return false;
  const scanner = createJsonScanner();
  const cut = scanner.findCut(head.subarray(0, end), 0);
  return cut === end && scanner.depth() > 0 && !scanner.inString();
}

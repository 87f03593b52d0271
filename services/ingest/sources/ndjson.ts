import { BYTE, contentStart } from './bytes.ts';
import { createItemBuffer } from './item-buffer.ts';
import { readJson } from './read-json.ts';
import type { SourceItem, TranscriptSource } from './source.ts';

/** One transcript a line (NDJSON, JSON Lines). Blank lines are passed over. */
export const ndjson: TranscriptSource = {
  name: 'ndjson',
  contentTypes: [
    'application/x-ndjson',
    'application/ndjson',
    'application/jsonl',
    'application/x-jsonlines',
  ],
  extensions: ['.ndjson', '.jsonl'],
  batch: true,
  recognises: (head) => head[contentStart(head)] === BYTE.openBrace,
  async *read(bytes, limits) {
    const buffer = createItemBuffer(limits.maxItemBytes);
    let index = 0;
    let line = 1;
    const take = (): SourceItem | null => {
      const blank = buffer.isBlank();
      const { raw, totalBytes } = buffer.take();
      if (blank) return null;
      return { index: index++, line, raw, reading: readJson(raw, totalBytes, limits) };
    };
    for await (const chunk of bytes) {
      let start = 0;
      for (let end = chunk.indexOf(BYTE.lineFeed); end !== -1; end = chunk.indexOf(BYTE.lineFeed, start)) {
        buffer.append(chunk.subarray(start, end));
        const item = take();
        if (item !== null) yield item;
        line++;
        start = end + 1;
      }
      buffer.append(chunk.subarray(start));
    }
    const last = take();
    if (last !== null) yield last;
  },
};

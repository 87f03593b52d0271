import { createArraySplitter } from './array-splitter.ts';
import { BYTE, contentStart } from './bytes.ts';
import type { TranscriptSource } from './source.ts';

/** Many transcripts as a JSON array, taken element by element, so that its length doesn't matter. */
export const jsonArray: TranscriptSource = {
  name: 'json-array',
  contentTypes: ['application/json'],
  extensions: [],
  batch: true,
  recognises: (head) => head[contentStart(head)] === BYTE.openBracket,
  async *read(bytes, limits) {
    const splitter = createArraySplitter(limits);
    for await (const chunk of bytes) yield* splitter.feed(chunk);
    yield* splitter.end();
  },
};

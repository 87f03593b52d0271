import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { acceptItem, type ItemOutcome } from '../services/ingest/accept-item.ts';
import { chooseSource } from '../services/ingest/sources/choose-source.ts';
import { ungzip } from '../services/ingest/ungzip.ts';
import { CommandError, EXIT_CODES } from './terminal.ts';

const MAX_ITEM_BYTES = 64 * 1_048_576;

/** Reads transcripts of a file (or - for standard input) in any registered format, one outcome an item. */
export async function* readTranscripts(file: string, format?: string): AsyncIterable<ItemOutcome> {
  const bytes: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
  const hints = {
    fileName: basename(file).replace(/\.gz$/i, ''),
    ...(format === undefined ? {} : { format }),
  };
  const chosen = await chooseSource(ungzip(bytes), hints);
  if (chosen === null) throw new CommandError(`there is no format ${format}`, EXIT_CODES.usage);
  for await (const item of chosen.source.read(chosen.bytes, { maxItemBytes: MAX_ITEM_BYTES })) {
    yield acceptItem(item, { maxItemBytes: MAX_ITEM_BYTES });
  }
}

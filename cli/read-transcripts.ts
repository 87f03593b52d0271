import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ItemOutcome } from '../services/ingest/accept-item.ts';
import { readOutcomes } from '../services/ingest/read-outcomes.ts';
import { CommandError, EXIT_CODES } from './terminal.ts';

const MAX_ITEM_BYTES = 64 * 1_048_576;

/** Reads transcripts of a file (or - for standard input) in any registered format, one outcome an item. */
export async function* readTranscripts(file: string, format?: string): AsyncIterable<ItemOutcome> {
  const bytes: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
  const options = {
    name: basename(file),
    maxItemBytes: MAX_ITEM_BYTES,
    ...(format === undefined ? {} : { format }),
  };
  try {
    yield* readOutcomes(bytes, options);
  } catch (error) {
    if (error instanceof RangeError)
      throw new CommandError(error.message, EXIT_CODES.usage, { cause: error });
    throw error;
  }
}

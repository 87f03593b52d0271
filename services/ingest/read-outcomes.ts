import { acceptItem, type ItemOutcome, type RejectedItem } from './accept-item.ts';
import { chooseSource } from './sources/choose-source.ts';
import type { ReadLimits } from './sources/source.ts';
import { ungzip } from './ungzip.ts';

export interface ReadOptions extends ReadLimits {
  /** A file name, whose end may say the format. */
  readonly name: string;
  /** A format by name; recognised when left out. */
  readonly format?: string;
}

/**
 * What becomes of each item of a stream, in any registered format, gzip or plain. An archive that is broken ends with
 * a rejected item; faults of the stream itself throw. Throws RangeError for a format nobody registered.
 */
export async function* readOutcomes(
  readable: AsyncIterable<Uint8Array>,
  { name, format, maxItemBytes }: ReadOptions,
): AsyncIterable<ItemOutcome> {
  const hints = { fileName: name.replace(/\.gz$/i, ''), ...(format === undefined ? {} : { format }) };
  let next = { index: 0, line: 1 };
  try {
    const chosen = await chooseSource(ungzip(readable), hints);
    if (chosen === null) throw new RangeError(`there is no format ${format}`);
    for await (const item of chosen.source.read(chosen.bytes, { maxItemBytes })) {
      next = { index: item.index + 1, line: item.line + 1 };
      yield acceptItem(item, { maxItemBytes });
    }
  } catch (error) {
    const code = zlibCode(error);
    if (code === null) throw error;
    yield brokenArchive(next, code);
  }
}

function zlibCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.startsWith('Z_') ? code : null;
}

/** What stood before the break is taken; the rest can't be read. */
function brokenArchive(place: { index: number; line: number }, code: string): RejectedItem {
  const reason = `is a gzip archive that is broken or ends in the middle (${code}); what follows here is unread`;
  const details = [{ field: '$', reason, mend: 'send the whole archive again' }];
  const raw = new Uint8Array();
  return {
    status: 'rejected',
    ...place,
    raw,
    code: 'not_json',
    details,
    warnings: [],
    callId: null,
    revision: null,
  };
}

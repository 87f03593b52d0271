import { setImmediate as nextTurn } from 'node:timers/promises';
import { acceptItem, type ItemOutcome } from '../accept-item.ts';
import { chooseSource } from '../sources/choose-source.ts';
import { noteDoubles } from './note-doubles.ts';

export interface ItemLimits {
  readonly maxItems: number;
  readonly maxItemBytes: number;
}

/** The items of a body with what becomes of each, or that they are too many. */
export type ReadItems =
  | { readonly status: 'read'; readonly batch: boolean; readonly outcomes: readonly ItemOutcome[] }
  | { readonly status: 'too_many' };

/** Reads a body as the formats of its media type allow. */
export async function readItems(
  chunks: readonly Uint8Array[],
  contentType: string,
  limits: ItemLimits,
): Promise<ReadItems> {
  const chosen = await chooseSource(inTurns(chunks), { contentType });
  if (chosen === null) throw new RangeError(`media type ${contentType} was let through`);
  const outcomes: ItemOutcome[] = [];
  for await (const item of chosen.source.read(chosen.bytes, limits)) {
    if (outcomes.length === limits.maxItems) return { status: 'too_many' };
    outcomes.push(acceptItem(item, limits));
  }
  return { status: 'read', batch: chosen.source.batch, outcomes: noteDoubles(outcomes) };
}

/** Lets other requests have their turn between chunks. */
async function* inTurns(chunks: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) {
    yield chunk;
    await nextTurn();
  }
}

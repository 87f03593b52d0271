import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { answerFault, type Refusal, unexpectedRefusal, withoutValues } from './answer-fault.ts';
import { backoffMs, type Requests } from './requests.ts';

export interface BulkOperation {
  readonly action: 'create' | 'index' | 'delete';
  /** An alias: a name that is none is answered with no_index, never made into an index. */
  readonly alias: string;
  readonly id: string;
  /** JSON of the document; none to delete. */
  readonly body?: string;
  /** Only while the document is as it was read. */
  readonly guard?: { readonly seqNo: number; readonly primaryTerm: number };
  /** Only over an older version of another numbering than OpenSearch's own. */
  readonly externalVersion?: number;
}

/** What became of one operation. conflict: it is there already, or in another or newer version. */
export type BulkOutcome =
  | { readonly status: 'done'; readonly version: number }
  | { readonly status: 'conflict' | 'no_index' }
  | { readonly status: 'refused'; readonly reason: string };

/** Writes operations, one outcome each, in order; throws RecordStoreError while the store can't take them. */
export type BulkWriter = (operations: readonly BulkOperation[]) => Promise<BulkOutcome[]>;

export interface BulkLimits {
  readonly maxOperations?: number;
  readonly maxBytes?: number;
}

const ATTEMPTS = 5;

const BulkItem = z.object({
  status: z.int(),
  _version: z.int().optional(),
  error: z.object({ type: z.string(), reason: z.string().nullish() }).optional(),
});
type BulkItem = z.infer<typeof BulkItem>;

/** Each item stands under the name of its action, alone. */
const BulkAnswer = z.object({
  items: z.array(
    z
      .record(z.string(), BulkItem)
      .transform((byAction) => Object.values(byAction)[0])
      .pipe(BulkItem),
  ),
});

/**
 * Every way in which a bulk can fail, measured on 3.8: items that a queue had no room for are sent again; a disk at
 * its flood stage, a write block, a closed index and a lost node throw; an item that can't be mapped is refused alone;
 * a bulk refused whole (400 for one impossible id, 413 for its size) is halved until the culprit stands alone.
 */
export function createBulkWriter(requests: Requests, limits: BulkLimits = {}): BulkWriter {
  const { maxOperations = 500, maxBytes = 5 * 1024 * 1024 } = limits;

  /** One try; items that found a queue full come back as its fault. */
  async function attempt(
    operations: readonly BulkOperation[],
  ): Promise<readonly (BulkOutcome | RecordStoreError)[]> {
    const bulk = operations.map(linesOf).join('');
    const query = { require_alias: true };
    const answer = await requests.send({ method: 'POST', path: ['_bulk'], query, bulk }, BulkAnswer);
    if (answer.ok) return answer.body.items.map(outcomeOf);
    if (answer.status !== 400 && answer.status !== 413) throw unexpectedRefusal('bulk', answer);
    if (operations.length === 1) return [refused(answer)];
    const half = Math.ceil(operations.length / 2);
    return [...(await attempt(operations.slice(0, half))), ...(await attempt(operations.slice(half)))];
  }

  async function writeChunk(operations: readonly BulkOperation[]): Promise<readonly BulkOutcome[]> {
    const outcomes = new Map<number, BulkOutcome>();
    let open = [...operations.entries()];
    for (let tried = 1; open.length > 0; tried += 1) {
      const answers = await attempt(open.map(([, operation]) => operation));
      const busy: typeof open = [];
      for (const [place, entry] of open.entries()) {
        const answer = answers[place];
        if (answer === undefined) throw missingItem();
        if (!(answer instanceof RecordStoreError)) outcomes.set(entry[0], answer);
        else if (answer.code === 'STORE_BUSY' && tried < ATTEMPTS) busy.push(entry);
        else throw answer;
      }
      open = busy;
      if (open.length > 0) await sleep(backoffMs(tried));
    }
    return operations.flatMap((_, index) => outcomes.get(index) ?? []);
  }

  return async (operations) => {
    const outcomes: BulkOutcome[] = [];
    for (const chunk of chunksOf(operations, maxOperations, maxBytes)) {
      outcomes.push(...(await writeChunk(chunk)));
    }
    return outcomes;
  };
}

function outcomeOf(item: BulkItem): BulkOutcome | RecordStoreError {
  const { status, error, _version: version = 0 } = item;
  // A delete of what is not there says 404 without an error.
  if (error === undefined) return { status: 'done', version };
  const refusal = { status, type: error.type, reason: withoutValues(error.reason ?? '') };
  const fault = answerFault(refusal);
  if (fault !== null) return fault;
  if (status === 409) return { status: 'conflict' };
  return error.type === 'index_not_found_exception' ? { status: 'no_index' } : refused(refusal);
}

function refused({ status, type, reason }: Refusal): BulkOutcome {
  return { status: 'refused', reason: `${type || `http_${status}`}: ${reason}` };
}

function missingItem(): RecordStoreError {
  return new RecordStoreError('STORE_UNREACHABLE', 'the answer to a bulk lacks items', { retriable: true });
}

function linesOf({ action, alias, id, body, guard, externalVersion }: BulkOperation): string {
  const target = {
    _index: alias,
    _id: id,
    ...(guard && { if_seq_no: guard.seqNo, if_primary_term: guard.primaryTerm }),
    ...(externalVersion !== undefined && { version: externalVersion, version_type: 'external' }),
  };
  const head = JSON.stringify({ [action]: target });
  return body === undefined ? `${head}\n` : `${head}\n${body}\n`;
}

function* chunksOf(
  operations: readonly BulkOperation[],
  maxOperations: number,
  maxBytes: number,
): Generator<BulkOperation[]> {
  let chunk: BulkOperation[] = [];
  let bytes = 0;
  for (const operation of operations) {
    const size = Buffer.byteLength(operation.body ?? '');
    if (chunk.length > 0 && (chunk.length === maxOperations || bytes + size > maxBytes)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(operation);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { RecordStoreError } from '../port.ts';
import { type Refusal, withoutValues } from './answer-fault.ts';

/** The fault behind an error of the client that is no answer; what is not the client's comes back as it is. */
export function connectionFault(error: unknown): unknown {
  if (error instanceof errors.TimeoutError || error instanceof errors.RequestAbortedError)
    return timeout(error);
  if (!(error instanceof errors.OpenSearchClientError)) return error;
  // Also an answer cut off in the middle, which arrives as broken JSON.
  return new RecordStoreError('STORE_UNREACHABLE', `OpenSearch cannot be reached (${error.name})`, {
    retriable: true,
    cause: withoutRequest(error),
  });
}

export function timeout(cause: unknown): RecordStoreError {
  return new RecordStoreError('STORE_TIMEOUT', 'OpenSearch did not answer in time', {
    retriable: true,
    cause: withoutRequest(cause),
  });
}

const Cause = z.object({ type: z.string().default(''), reason: z.string().nullish() });
const ErrorBody = z.object({ error: Cause.extend({ root_cause: z.array(Cause).default([]) }) });

/** What OpenSearch, or a proxy before it, said no with. */
export function refusalOf(error: errors.ResponseError): Refusal {
  const { type = '', reason, root_cause: roots = [] } = ErrorBody.safeParse(error.body).data?.error ?? {};
  // "all shards failed" says nothing; why they did stands below.
  const root = roots.find((cause) => cause.type !== type);
  const why = [reason, root?.type, root?.reason].filter((part) => part).join(': ');
  return { status: error.statusCode, type, reason: withoutValues(why) };
}

/**
 * The client's errors carry the whole request and answer, that is, what was said in calls, and a log may print causes.
 * Of broken JSON even the message quotes a piece.
 */
function withoutRequest(error: unknown): Error {
  if (error instanceof errors.ConnectionError) return new Error(error.message);
  return new Error(error instanceof Error ? error.name : 'unknown');
}

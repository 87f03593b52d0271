import { RecordStoreError } from '../port.ts';

/** Why OpenSearch said no, of a whole request or of one item of a bulk. */
export interface Refusal {
  /** HTTP status, of the answer or the item. */
  readonly status: number;
  /** OpenSearch's exception name, for example mapper_parsing_exception; '' when the answer had none. */
  readonly type: string;
  /** For people. Cut before it would show values of a document. */
  readonly reason: string;
}

/**
 * The fault of the store behind a refusal, or null when the refusal is about the request itself (a bad document, a
 * clash of versions, a missing index). The type decides before the status: a closed index says 400, a full disk 429
 * within a bulk that says 200. Measured on 3.8.
 */
export function answerFault({ status, type, reason }: Refusal): RecordStoreError | null {
  const fault = (code: RecordStoreError['code'], message: string, retriable = true) =>
    new RecordStoreError(code, `${message} (${status} ${type || 'without type'}: ${reason})`, { retriable });
  if (type === 'cluster_block_exception') {
    if (status === 503) return fault('STORE_UNREACHABLE', 'the cluster is not ready');
    if (/read-only-allow-delete|read_only_allow_delete|disk usage exceeded/.test(reason)) {
      return fault('STORE_FULL', 'a data node has no room left');
    }
    return fault('STORE_READ_ONLY', 'an index is blocked by an operator');
  }
  if (type === 'index_closed_exception') return fault('STORE_READ_ONLY', 'an index is closed');
  if (status === 429) return fault('STORE_BUSY', 'OpenSearch has more requests than it can take');
  if (status === 401 || status === 403) return fault('STORE_REFUSED', 'access is denied', false);
  if (status === 408 || status === 504) return fault('STORE_TIMEOUT', 'OpenSearch did not answer in time');
  if (status >= 500) return fault('STORE_UNREACHABLE', 'OpenSearch cannot answer');
  return null;
}

/** For a refusal that our own requests never cause in a store as ensureSchema left it. */
export function unexpectedRefusal(what: string, { status, type, reason }: Refusal): RecordStoreError {
  return new RecordStoreError('STORE_REFUSED', `${what} was refused (${status} ${type}: ${reason})`, {
    retriable: false,
  });
}

const LONGEST_REASON = 300;

/** Mapping errors quote the value that did not fit; that may be what somebody said. */
export function withoutValues(reason: string): string {
  return (reason.split(/ Preview of field's value|, caused by/)[0] ?? '').slice(0, LONGEST_REASON);
}

import { createProblemSender, type ProblemKind } from '../../../platform/http/problem-sender.ts';

export type { ProblemMore } from '../../../platform/http/problem-sender.ts';

/** Every way the intake refuses a whole request. Codes are stable; items inside of a batch have codes of their own. */
const KINDS = {
  unauthorised: {
    status: 401,
    title: 'No valid key',
    detail: 'Send a key of this installation as Authorization: Bearer KEY or X-API-Key: KEY.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unknown media type',
    detail: 'Send Content-Type application/json or application/x-ndjson.',
  },
  unsupported_encoding: {
    status: 415,
    title: 'Unknown content encoding',
    detail: 'Send the body plain or with Content-Encoding: gzip.',
  },
  broken_encoding: {
    status: 400,
    title: 'Broken gzip',
    detail: 'The body is not gzip or ends in the middle. Send the whole archive again.',
  },
  empty: { status: 400, title: 'Nothing sent', detail: 'Send one transcript or more.' },
  not_json: { status: 400, title: 'Not JSON', detail: 'Send JSON as in RFC 8259.' },
  not_utf8: { status: 400, title: 'Not UTF-8', detail: 'Convert the body to UTF-8.' },
  schema: { status: 400, title: 'Not a transcript', detail: 'Mend the fields named in errors.' },
  nothing_accepted: {
    status: 400,
    title: 'No item was accepted',
    detail: 'Mend the fields named in errors; the number says which item.',
  },
  too_large: { status: 413, title: 'Too large', detail: 'Send less at once, in several requests.' },
  too_many_items: {
    status: 413,
    title: 'Too many items',
    detail: 'Send fewer at once, in several requests.',
  },
  too_slow: {
    status: 408,
    title: 'The body took too long',
    detail: 'Send less at once or over a faster line.',
  },
  too_busy: {
    status: 429,
    title: 'Too much in hand',
    detail: 'Nothing was taken. Send the same again after the time in Retry-After.',
    retryAfterSeconds: 1,
  },
  event_log_unavailable: {
    status: 503,
    title: 'The event log does not take transcripts now',
    detail: 'Send the same again after the time in Retry-After; what was taken already does no harm twice.',
    retryAfterSeconds: 5,
  },
  not_found: { status: 404, title: 'Nothing here', detail: 'Send transcripts to POST /v1/transcripts.' },
  internal: { status: 500, title: 'A fault of ours', detail: 'Tell the operator the time of this answer.' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof KINDS;

/** Answers with RFC 9457 problem details. */
export const sendProblem = createProblemSender<ProblemCode>(KINDS);

import { z } from 'zod';
import { Problem } from '../../../contracts/problem.ts';
import { Transcript } from '../../../contracts/transcript.ts';
import { Receipt } from './receipt.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** The route as OpenAPI tells it, made from the contracts. */
export const INTAKE_SCHEMA = {
  operationId: 'sendTranscripts',
  tags: ['ingest'],
  summary: 'Send one transcript or many',
  description:
    'One JSON object, a JSON array, or NDJSON with one transcript a line (application/x-ndjson); plain or with ' +
    'Content-Encoding: gzip. Idempotent by callId and revision: sending again is harmless.',
  consumes: ['application/json', 'application/x-ndjson'],
  headers: z.object({
    'x-api-key': z.string().describe('A key of this installation; Authorization: Bearer KEY does as well'),
  }),
  body: z.union([Transcript, z.array(Transcript)]),
  response: {
    202: Receipt,
    400: problem('Nothing could be accepted; errors name the fields'),
    401: problem('No valid key'),
    408: problem('The body took too long'),
    413: problem('Too many bytes or items'),
    415: problem('Unknown media type or content encoding'),
    429: problem('Too much in hand; see Retry-After'),
    500: problem('A fault of ours'),
    503: problem('The event log does not take transcripts now; see Retry-After'),
  },
};

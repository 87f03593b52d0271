import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../../platform/logging/create-logger.ts';
import type { Metrics } from '../../../platform/metrics/create-metrics.ts';
import { RecordStoreError } from '../../../platform/record-store/port.ts';
import { InvalidRequestError } from './check-request.ts';
import { type ProblemCode, sendProblem } from './problems.ts';

export interface FaultOptions {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'pushedBack'>;
}

/** What fastify itself refuses, by status; the rest of its 4xx is a bad request. */
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
};

const NOT_JSON = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY']);

/** Every fault becomes a problem (RFC 9457); of faults of ours only an id is told, the log has the rest. */
export function createFaultAnswer({ logger, metrics }: FaultOptions) {
  return function answerFault(
    error: FastifyError | Error,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    if (error instanceof InvalidRequestError)
      return sendProblem(reply, 'invalid_request', { errors: error.errors });
    if (error instanceof RecordStoreError && error.code === 'STORE_BAD_CURSOR')
      return sendProblem(reply, 'bad_cursor', { errors: [{ field: 'cursor', reason: error.message }] });
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    if (status >= 400 && status < 500) {
      const isNotJson = error instanceof SyntaxError || ('code' in error && NOT_JSON.has(error.code));
      return sendProblem(reply, isNotJson ? 'not_json' : (BY_STATUS[status] ?? 'bad_request'));
    }
    const route = request.routeOptions.url ?? null;
    logger.error({ err: error, route, method: request.method, id: request.id }, 'a request failed');
    if (error instanceof RecordStoreError && error.code !== 'STORE_CORRUPT') {
      metrics.pushedBack.inc({ reason: error.code });
      return sendProblem(reply, 'store_unavailable');
    }
    return sendProblem(reply, 'internal', { members: { id: request.id } });
  };
}

/** Makes every answer that is not a success a problem, unknown addresses included. */
export function answerFaults(app: FastifyInstance, options: FaultOptions): void {
  app.setErrorHandler(createFaultAnswer(options));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'));
}

import type { Readable } from 'node:stream';
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { createKeyCheck } from './check-key.ts';
import { createReceiver, type ReceiverOptions } from './create-receiver.ts';
import { INTAKE_SCHEMA } from './intake-schema.ts';
import { type ProblemCode, type ProblemMore, sendProblem } from './problems.ts';

export interface IntakeOptions extends ReceiverOptions {
  /** Plain or sha256:HEX. Without any key nobody gets in. */
  readonly apiKeys: readonly string[];
}

/** How long an unread body may still come in after its refusal, so that the sender gets to read the answer. */
const DRAIN_MS = 5_000;

/**
 * POST /v1/transcripts: one transcript or many, JSON or NDJSON, plain or gzip. Answers 202 when everything accepted is
 * durable in the event log, with the outcome of each item; a problem (RFC 9457) when nothing was accepted.
 */
export function createIntake(options: IntakeOptions): FastifyPluginAsync {
  const { metrics, logger } = options;
  const checkKey = createKeyCheck(options.apiKeys);
  const receive = createReceiver(options);

  function refuse(reply: FastifyReply, code: ProblemCode, more?: ProblemMore): FastifyReply {
    if (code === 'too_busy' || code === 'event_log_unavailable') metrics.pushedBack.inc({ reason: code });
    if (code === 'too_slow') reply.header('connection', 'close');
    drain(reply.request.raw);
    return sendProblem(reply, code, more);
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!request.body) return refuse(reply, 'empty');
    const answer = await receive(request.raw);
    if (answer.status === 'gone') return reply.hijack();
    if (answer.status === 'refused') return refuse(reply, answer.code, answer);
    return reply.code(202).send(answer.receipt);
  }

  return async function intake(app) {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    app.setSerializerCompiler(serializerCompiler);
    app.setErrorHandler((error: FastifyError, request, reply) => {
      if (error.statusCode === 415) return refuse(reply, 'unsupported_media_type');
      logger.error({ err: error, route: request.routeOptions.url }, 'a request failed');
      return refuse(reply, 'internal');
    });
    app.post('/v1/transcripts', {
      schema: INTAKE_SCHEMA,
      // The body is a stream here; each item is checked against the contract on its own.
      validatorCompiler: () => () => true,
      onRequest: async (request, reply) => {
        if (checkKey(request.headers) === null) return refuse(reply, 'unauthorised');
        return undefined;
      },
      handler: handle,
    });
  };
}

/** Reads on for a while without keeping anything, then cuts the line. */
function drain(body: Readable): void {
  if (body.readableEnded || body.destroyed) return;
  body.resume();
  const timer = setTimeout(() => body.destroy(), DRAIN_MS).unref();
  body.once('close', () => clearTimeout(timer));
}

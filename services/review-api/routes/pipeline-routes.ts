import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { PipelineStatus, RedriveInput, RedriveResult, RejectedList } from '../../../contracts/pipeline.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { type CallScope, scopeOf } from '../access/scope-of.ts';
import type { DeadLetters } from '../pipeline/dead-letters.ts';

/** What the API knows of the stream behind it. */
export interface PipelineDoor {
  readonly status: (scope: CallScope) => Promise<PipelineStatus>;
  readonly deadLetters: DeadLetters;
}

/** GET /v1/pipeline, GET /v1/rejected, POST /v1/rejected/redrive. */
export function createPipelineRoutes({ status, deadLetters }: PipelineDoor): FastifyPluginAsyncZod {
  return async function pipelineRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/pipeline',
      config: { access: 'calls:read', audit: { none: 'counts only' } },
      schema: {
        operationId: 'getPipeline',
        tags: ['pipeline'],
        summary: 'How the stream stands',
        description: 'Transcripts that wait, dead letters, calls kept, and the newest call.',
        response: { 200: PipelineStatus },
      },
      handler: async (request) => status(scopeOf(identityOf(request))),
    });

    app.route({
      method: 'GET',
      url: '/v1/rejected',
      config: { access: 'rejected:manage', audit: { none: 'reasons and places, no contents' } },
      schema: {
        operationId: 'listRejected',
        tags: ['pipeline'],
        summary: 'List dead letters',
        description: 'Each once, the newest first, with why and where it was rejected; without its bytes.',
        response: { 200: RejectedList },
      },
      handler: async () => ({ rejected: [...(await deadLetters.list())] }),
    });

    app.route({
      method: 'POST',
      url: '/v1/rejected/redrive',
      config: {
        access: 'rejected:manage',
        audit: { action: 'dead_letter_redriven', kind: 'dead_letters' },
      },
      schema: {
        operationId: 'redriveRejected',
        tags: ['pipeline'],
        summary: 'Send dead letters again',
        description: 'Sends the original bytes into the stream again, as they are.',
        body: RedriveInput,
        response: { 200: RedriveResult },
      },
      handler: async (request) => {
        const { ids } = request.body;
        noteForAudit(request, { after: { ids } });
        return deadLetters.redrive(ids);
      },
    });
  };
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { RevealedCall, RevealRequest } from '../../../contracts/personal-data.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { scopeOf } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';
import type { RevealGrants } from '../reveals/reveal-grants.ts';
import { callShownTo } from '../reviews/shown-to.ts';

export interface RevealRoutesOptions {
  readonly store: Pick<RecordStore, 'getCall'>;
  readonly grants: RevealGrants;
}

const config = {
  access: 'personal_data:reveal',
  audit: { action: 'reveal', kind: 'call', param: 'callId' },
} as const;
const params = z.object({ callId: z.string().max(256) });
const notFound = problemResponse('No call has this id', Problem);

/** POST and DELETE /v1/calls/:callId/reveal. */
export function createRevealRoutes({ store, grants }: RevealRoutesOptions): FastifyPluginAsyncZod {
  return async function revealRoutes(app) {
    app.route({
      method: 'POST',
      url: '/v1/calls/:callId/reveal',
      config,
      schema: {
        operationId: 'revealCall',
        tags: ['personal data'],
        summary: 'See the personal data of a call',
        description:
          'Answers the call unmasked; from now until expiresAt the caller sees it unmasked wherever it is shown. Who, ' +
          'why and which kinds stand in the ledger before anything is shown.',
        params,
        body: RevealRequest,
        response: { 200: RevealedCall, 404: notFound },
      },
      handler: async (request, reply) => {
        const { callId } = request.params;
        const identity = identityOf(request);
        const stored = await store.getCall(callId);
        if (stored === null || !scopeOf(identity).admits(stored.record))
          return sendProblem(reply, 'not_found');
        const grant = await grants.give(identity.id, callId, request.body);
        const { reason, comment, kinds, expiresAt } = grant;
        noteForAudit(request, {
          reason: comment === null ? reason : `${reason}: ${comment}`,
          after: { kinds, expiresAt },
        });
        request.reveals = [...(request.reveals ?? []), grant];
        return { grant, call: callShownTo(identity, stored) };
      },
    });

    app.route({
      method: 'DELETE',
      url: '/v1/calls/:callId/reveal',
      config,
      schema: {
        operationId: 'endReveal',
        tags: ['personal data'],
        summary: 'Mask a call again',
        description: 'Ends what the caller was let see of this call, before its time.',
        params,
        response: { 204: z.null().describe('Masked again') },
      },
      handler: async (request, reply) => {
        await grants.end(identityOf(request).id, request.params.callId);
        noteForAudit(request, { reason: 'ended' });
        return reply.code(204).send(null);
      },
    });
  };
}

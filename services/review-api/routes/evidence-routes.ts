import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { EvidenceKeyList, EvidenceRequest } from '../../../contracts/evidence.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import type { RecordStore } from '../../../platform/record-store/port.ts';
import { actorOf } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { mayDo } from '../access/identity.ts';
import { scopeOf } from '../access/scope-of.ts';
import type { Evidence } from '../evidence/create-evidence.ts';
import { sendProblem } from '../http/problems.ts';
import { callShownTo } from '../reviews/shown-to.ts';

export interface EvidenceRoutesOptions {
  readonly store: Pick<RecordStore, 'getCall'>;
  readonly evidence: Evidence;
}

const access = 'evidence:export' as const;

/** POST /v1/evidence/bundles, GET /v1/evidence/keys. */
export function createEvidenceRoutes({ store, evidence }: EvidenceRoutesOptions): FastifyPluginAsyncZod {
  return async function evidenceRoutes(app) {
    app.route({
      method: 'POST',
      url: '/v1/evidence/bundles',
      config: { access, audit: { itself: 'export, before the bundle is made' } },
      schema: {
        operationId: 'exportEvidence',
        tags: ['evidence'],
        summary: 'Export evidence',
        description:
          'A signed ZIP with transcripts, findings, rules in force, review history, ledger excerpt and a report for ' +
          'people. Masked unless masked is false, which needs the permission personal_data:reveal, too.',
        body: EvidenceRequest,
        response: {
          200: { description: 'The bundle', content: { 'application/zip': { schema: z.any() } } },
          404: problemResponse('One of the calls is not there', Problem),
        },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        if (!request.body.masked && !mayDo(identity, 'personal_data:reveal'))
          return sendProblem(reply, 'forbidden', {
            detail: 'masked: false needs the permission personal_data:reveal.',
          });
        const calls = [];
        for (const callId of request.body.callIds) {
          const stored = await store.getCall(callId);
          if (stored === null || !scopeOf(identity).admits(stored.record))
            return sendProblem(reply, 'not_found', { detail: `There is no call ${callId}.` });
          calls.push(callShownTo(identity, stored));
        }
        const { bytes, filename } = await evidence.export({
          request: request.body,
          actor: actorOf(request),
          calls,
        });
        reply.type('application/zip');
        reply.header('content-disposition', `attachment; filename="${filename}"`);
        return reply.send(Readable.from(bytes));
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/evidence/keys',
      config: { access, audit: { none: 'public keys hold no call' } },
      schema: {
        operationId: 'listEvidenceKeys',
        tags: ['evidence'],
        summary: 'Public keys of bundles',
        description: 'Retired ones too: what they signed stays valid.',
        response: { 200: EvidenceKeyList },
      },
      handler: async () => ({ keys: [...(await evidence.keys.list())] }),
    });
  };
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WHOLE_SCOPE } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import {
  RetentionPolicy,
  RetentionPolicyInput,
  RetentionRun,
  RetentionRunInput,
  TombstoneProof,
} from '../../../contracts/retention.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { actorOf, noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { isWithin, scopeOf } from '../access/scope-of.ts';
import { sendProblem } from '../http/problems.ts';
import type { Retention } from '../retention/create-retention.ts';

const access = 'retention:manage' as const;
const tags = ['retention'];
/** A request answers within its time; finished then says that there is more. */
const BATCHES_A_REQUEST = 20;

/** GET and PUT /v1/retention/policy, POST /v1/retention/runs, GET /v1/tombstones/:callId. */
export function createRetentionRoutes(retention: Retention): FastifyPluginAsyncZod {
  return async function retentionRoutes(app) {
    app.addHook('preHandler', async (request, reply) => {
      if (request.routeOptions.config.access !== access) return undefined;
      return isWithin(WHOLE_SCOPE, identityOf(request).scope)
        ? undefined
        : sendProblem(reply, 'whole_scope_needed');
    });

    app.route({
      method: 'GET',
      url: '/v1/retention/policy',
      config: { access, audit: { none: 'settings hold no call' } },
      schema: {
        operationId: 'readRetentionPolicy',
        tags,
        summary: 'How long calls are kept',
        description: 'Version 0 are the defaults.',
        response: { 200: RetentionPolicy },
      },
      handler: async () => retention.policy.current(),
    });

    app.route({
      method: 'PUT',
      url: '/v1/retention/policy',
      config: { access, audit: { action: 'settings_change', kind: 'retention_policy' } },
      schema: {
        operationId: 'changeRetentionPolicy',
        tags,
        summary: 'Change how long calls are kept',
        description: 'Replaces all rules; version is that of the policy that was read.',
        body: RetentionPolicyInput,
        response: { 200: RetentionPolicy, 409: problemResponse('Somebody was faster', Problem) },
      },
      handler: async (request, reply) => {
        const before = await retention.policy.current();
        const policy = await retention.policy.replace(request.body);
        if (policy === null) return sendProblem(reply, 'settings_conflict');
        noteForAudit(request, { id: 'policy', reason: request.body.reason, before, after: policy });
        return policy;
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/retention/runs',
      config: { access, audit: { itself: 'retention_run, and deletion for each batch' } },
      schema: {
        operationId: 'runRetention',
        tags,
        summary: 'Delete calls whose time is over',
        description: 'With dryRun nothing is deleted. When finished is false, send it again for the rest.',
        body: RetentionRunInput,
        response: { 200: RetentionRun },
      },
      handler: async (request) => {
        const { dryRun } = request.body;
        return retention.run({
          dryRun,
          actor: actorOf(request),
          ...(!dryRun && { maxBatches: BATCHES_A_REQUEST }),
        });
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/tombstones/:callId',
      config: { access: 'calls:read', audit: { none: 'the call is gone' } },
      schema: {
        operationId: 'readTombstone',
        tags,
        summary: 'Prove that a call was deleted',
        description: 'What stays of it, and the entry of the ledger that holds its hash.',
        params: z.object({ callId: z.string().max(256) }),
        response: { 200: TombstoneProof, 404: problemResponse('No deleted call has this id', Problem) },
      },
      handler: async (request, reply) => {
        const proof = await retention.readTombstone(request.params.callId);
        const isTheirs = proof !== null && scopeOf(identityOf(request)).admits(proof.tombstone);
        return isTheirs ? proof : sendProblem(reply, 'not_found');
      },
    });
  };
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WHOLE_SCOPE } from '../../../contracts/access.ts';
import { Problem } from '../../../contracts/problem.ts';
import { HoldList, HoldReason, LegalHold, NewHold } from '../../../contracts/retention.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { actorOf } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { isWithin } from '../access/scope-of.ts';
import type { LegalHolds } from '../holds/legal-holds.ts';
import { sendProblem } from '../http/problems.ts';

const access = 'holds:manage' as const;
const params = z.object({ holdId: z.string().max(256) });
const refusals = {
  404: problemResponse('No hold has this id', Problem),
  409: problemResponse('The hold is not at this point, or the same person asks', Problem),
};
const CODES = {
  not_found: 'not_found',
  released: 'hold_released',
  asked_already: 'hold_release_asked',
  not_asked: 'hold_release_not_asked',
  same_person: 'second_person_needed',
} as const;

/** GET and POST /v1/holds, POST /v1/holds/:holdId/release-requests and /release. Only for who has no scope. */
export function createHoldRoutes(holds: LegalHolds): FastifyPluginAsyncZod {
  return async function holdRoutes(app) {
    app.addHook('preHandler', async (request, reply) =>
      isWithin(WHOLE_SCOPE, identityOf(request).scope) ? undefined : sendProblem(reply, 'whole_scope_needed'),
    );

    app.route({
      method: 'GET',
      url: '/v1/holds',
      config: { access, audit: { none: 'ids and reasons only; every step of a hold is in the ledger' } },
      schema: {
        operationId: 'listHolds',
        tags: ['retention'],
        summary: 'List legal holds',
        description: 'Released ones too, the newest first.',
        response: { 200: HoldList },
      },
      handler: async () => ({ holds: [...(await holds.list())] }),
    });

    app.route({
      method: 'POST',
      url: '/v1/holds',
      config: { access, audit: { itself: 'hold_placed' } },
      schema: {
        operationId: 'placeHold',
        tags: ['retention'],
        summary: 'Place a legal hold',
        description: 'Keeps calls from deletion, those to come as well, whatever the retention policy says.',
        body: NewHold,
        response: { 201: LegalHold },
      },
      handler: async (request, reply) =>
        reply.code(201).send(await holds.place(request.body, actorOf(request))),
    });

    for (const { path, operationId, summary, act, fact } of [
      {
        path: 'release-requests',
        operationId: 'askHoldRelease',
        summary: 'Ask for the release of a hold',
        act: holds.askRelease,
        fact: 'hold_release_asked',
      },
      {
        path: 'release',
        operationId: 'releaseHold',
        summary: 'Release a hold that somebody else asked to release',
        act: holds.release,
        fact: 'hold_released',
      },
    ])
      app.route({
        method: 'POST',
        url: `/v1/holds/:holdId/${path}`,
        config: { access, audit: { itself: fact } },
        schema: {
          operationId,
          tags: ['retention'],
          summary,
          description: 'Two different people with accounts; an API token can do neither.',
          params,
          body: HoldReason,
          response: { 200: LegalHold, ...refusals },
        },
        handler: async (request, reply) => {
          if (identityOf(request).kind !== 'account') return sendProblem(reply, 'second_person_needed');
          const answer = await act(request.params.holdId, request.body.reason, actorOf(request));
          return answer.status === 'done' ? answer.hold : sendProblem(reply, CODES[answer.status]);
        },
      });
  };
}

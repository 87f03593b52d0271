import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  Appeal,
  AppealDecisionInput,
  AppealInput,
  AppealMove,
  AppealPage,
  AppealQuery,
} from '../../../contracts/appeal.ts';
import { OwnResults, OwnResultsQuery } from '../../../contracts/own-results.ts';
import { Problem } from '../../../contracts/problem.ts';
import { ReviewConflict } from '../../../contracts/review-conflict.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { noteForAudit } from '../access/audit-requests.ts';
import { identityOf } from '../access/guard.ts';
import { ownCollectorOf } from '../access/scope-of.ts';
import type { AppealAnswered } from '../appeals/appeals.ts';
import type { ReviewWork } from '../create-review-work.ts';
import { sendProblem } from '../http/problems.ts';
import { sendRefusal } from '../http/send-refusal.ts';

const tags = ['appeals'];
const params = z.object({ findingId: z.string().max(256) });
const byOutbox = { itself: 'by the review outbox' } as const;
const raise = { access: 'appeals:raise', audit: byOutbox } as const;

/** An appeal as it stands, and the version to go on over. */
export const AppealState = z.strictObject({ findingId: z.string(), version: z.int(), appeal: Appeal });

const response = {
  200: AppealState,
  404: problemResponse('No such result of yours', Problem),
  409: problemResponse(
    'The review has changed meanwhile, or the appeal is not at this point',
    ReviewConflict,
  ),
};

/** GET /v1/my/results, GET /v1/appeals, and the steps of an appeal under /v1/findings/:findingId/appeal. */
export function createAppealRoutes({
  appeals,
  ownResults,
}: Pick<ReviewWork, 'appeals' | 'ownResults'>): FastifyPluginAsyncZod {
  return async function appealRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/my/results',
      config: { access: 'own_results:read', audit: { action: 'call_read', kind: 'own-results' } },
      schema: {
        operationId: 'listMyResults',
        tags,
        summary: 'Read my published results',
        description:
          "One's own published calls, the newest first, with the appeals against them. Nobody else's.",
        querystring: OwnResultsQuery,
        response: { 200: OwnResults, 404: problemResponse('You collect in no call', Problem) },
      },
      handler: async (request, reply) => {
        const collector = ownCollectorOf(identityOf(request));
        if (collector === null) return sendProblem(reply, 'not_found');
        noteForAudit(request, { id: collector });
        return ownResults(request.query, collector);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/appeals',
      config: { access: 'findings:judge', audit: { action: 'search', kind: 'appeals' } },
      schema: {
        operationId: 'listAppeals',
        tags,
        summary: 'List appeals that are under way',
        description:
          'With whether you may decide: never who reviewed, decided an earlier step, appealed or collected.',
        querystring: AppealQuery,
        response: { 200: AppealPage },
      },
      handler: async (request) => {
        noteForAudit(request, { id: 'appeals' });
        return appeals.list(request.query, identityOf(request));
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/findings/:findingId/appeal',
      config: raise,
      schema: {
        operationId: 'raiseAppeal',
        tags,
        summary: 'Appeal against a published result',
        description:
          'Within the window from publication, by the collector or a lead, saying what it should become.',
        params,
        body: AppealInput,
        response,
      },
      handler: async (request, reply) => {
        const answer = await appeals.raise(request.params.findingId, request.body, identityOf(request));
        return answer.status === 'done' ? stateOf(answer) : sendRefusal(reply, answer);
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/findings/:findingId/appeal/decision',
      config: { access: 'findings:judge', audit: byOutbox },
      schema: {
        operationId: 'decideAppeal',
        tags,
        summary: 'Decide a step of an appeal',
        description:
          'keep the verdict, accept what is sought, or set something else, with a reason. Each step needs its own ' +
          'permission; who reviewed the finding or decided before is refused (conflict_of_interest).',
        params,
        body: AppealDecisionInput,
        response,
      },
      handler: async (request, reply) => {
        const answer = await appeals.answer(request.params.findingId, request.body, identityOf(request));
        return answer.status === 'done' ? stateOf(answer) : sendRefusal(reply, answer);
      },
    });

    for (const { verb, act, ...about } of [
      {
        verb: 'continue',
        act: appeals.goOn,
        operationId: 'continueAppeal',
        summary: 'Take an answered appeal to the next step',
        description: 'While the window from the answer lasts.',
      },
      {
        verb: 'withdraw',
        act: appeals.withdraw,
        operationId: 'withdrawAppeal',
        summary: 'Withdraw an appeal',
        description: 'The result stands as it is, for good.',
      },
    ])
      app.route({
        method: 'POST',
        url: `/v1/findings/:findingId/appeal/${verb}`,
        config: raise,
        schema: { ...about, tags, params, body: AppealMove, response },
        handler: async (request, reply) => {
          const answer = await act(request.params.findingId, request.body.version, identityOf(request));
          return answer.status === 'done' ? stateOf(answer) : sendRefusal(reply, answer);
        },
      });
  };
}

function stateOf({ finding: { finding, review } }: Extract<AppealAnswered, { status: 'done' }>) {
  const { appeal, version } = review;
  if (appeal === undefined) throw new Error('a change of an appeal leaves one');
  return { findingId: finding.id, version, appeal };
}

import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  BlindItem,
  BlindProgress,
  BlindQueue,
  BlindReading,
  BlindVerdicts,
  NextBlindItem,
} from '../../../contracts/blind-review.ts';
import { Problem } from '../../../contracts/problem.ts';
import { problemResponse } from '../../../platform/http/problem-sender.ts';
import { identityOf } from '../access/guard.ts';
import type { ReviewWork } from '../create-review-work.ts';
import { sendProblem } from '../http/problems.ts';
import { sendRefusal } from '../http/send-refusal.ts';

const tags = ['queue'];
const params = z.object({ callId: z.string().max(256) });
const config = { access: 'findings:judge', audit: { itself: 'by the review outbox' } } as const;
const notFound = problemResponse('No call has this id', Problem);
const clash = problemResponse('Not claimed by you for a blind review, or changed meanwhile', Problem);

/** /v1/queue/blind: the random sample and double-blind second opinions, from the bare transcript. */
export function createBlindReviewRoutes({
  blind,
  queue,
}: Pick<ReviewWork, 'blind' | 'queue'>): FastifyPluginAsyncZod {
  return async function blindReviewRoutes(app) {
    app.route({
      method: 'GET',
      url: '/v1/queue/blind',
      config: { access: 'findings:judge', audit: { none: 'a number only' } },
      schema: {
        operationId: 'countBlindQueue',
        tags,
        summary: 'Count calls that wait for a blind reader',
        description: 'Those that you have not reviewed yourself.',
        response: { 200: BlindQueue },
      },
      handler: async (request) => ({ waiting: await blind.waiting(identityOf(request)) }),
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/blind/next',
      config,
      schema: {
        operationId: 'claimNextBlindItem',
        tags,
        summary: 'Claim the next call for a blind review',
        description:
          'The bare transcript: whether the rulebook found anything, and what others said of it, is not told.',
        response: { 200: NextBlindItem },
      },
      handler: async (request) => ({ item: await blind.next(identityOf(request)) }),
    });

    app.route({
      method: 'GET',
      url: '/v1/queue/blind/:callId',
      config: { access: 'findings:judge', audit: { action: 'call_read', kind: 'call', param: 'callId' } },
      schema: {
        operationId: 'getBlindItem',
        tags,
        summary: 'Read my blind review',
        description: 'findings come after the reading was handed in.',
        params,
        response: { 200: BlindItem, 404: notFound, 409: clash },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if ((await queue.read(callId, identity)) === null) return sendProblem(reply, 'not_found');
        return (await blind.read(callId, identity)) ?? sendProblem(reply, 'not_claimed');
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/blind/:callId/reading',
      config,
      schema: {
        operationId: 'handInReading',
        tags,
        summary: 'Hand in what a transcript shows',
        description:
          'None is an answer too. When the rulebook has findings, they come next for a verdict on each.',
        params,
        body: BlindReading,
        response: { 200: BlindProgress, 404: notFound, 409: clash },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if ((await queue.read(callId, identity)) === null) return sendProblem(reply, 'not_found');
        const answer = await blind.handInReading(callId, request.body, identity);
        return answer.status === 'done' ? answer.progress : sendRefusal(reply, answer);
      },
    });

    app.route({
      method: 'POST',
      url: '/v1/queue/blind/:callId/verdicts',
      config,
      schema: {
        operationId: 'handInBlindVerdicts',
        tags,
        summary: 'Hand in second verdicts',
        description: 'One for each finding of the item, without having seen the first.',
        params,
        body: BlindVerdicts,
        response: { 200: BlindProgress, 404: notFound, 409: clash },
      },
      handler: async (request, reply) => {
        const identity = identityOf(request);
        const { callId } = request.params;
        if ((await queue.read(callId, identity)) === null) return sendProblem(reply, 'not_found');
        const answer = await blind.handInVerdicts(callId, request.body, identity);
        return answer.status === 'done' ? answer.progress : sendRefusal(reply, answer);
      },
    });
  };
}
